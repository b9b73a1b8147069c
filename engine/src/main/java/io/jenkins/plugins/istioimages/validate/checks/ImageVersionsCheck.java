package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageFile;
import io.jenkins.plugins.istioimages.validate.facts.ImageName;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Release-builder's ProxyVersion, for every image and platform, and without running any of it. */
final class ImageVersionsCheck implements Check {
    /** Into which istio's makefiles link the version; Envoy and ztunnel have others. */
    private static final Set<String> PROGRAMS =
            Set.of("pilot-discovery", "pilot-agent", "istioctl", "install-cni", "istio-cni", "operator");

    private static final String VARIABLE = "ISTIO_META_ISTIO_VERSION";

    @Override
    public String name() {
        return "image-versions";
    }

    @Override
    public String title() {
        return "Tags, variables and programs of images have the release's version";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        String version = release.manifest().version();
        return Images.each(release, (image, findings) -> {
            tags(image, version, findings);
            image.variable(VARIABLE).ifPresent(value -> findings.expect(image.where(), VARIABLE, value, version));
            if (image.name().image().equals("proxyv2")
                    && image.variable(VARIABLE).isEmpty()) {
                findings.add(image.where(), "has no " + VARIABLE);
            }
            image.contents().programs().forEach((path, program) -> {
                if (PROGRAMS.contains(path.substring(path.lastIndexOf('/') + 1))) {
                    version(image.where() + ": " + path, program, version, findings);
                }
            });
        });
    }

    /** A program must have the version in it. */
    static void version(String where, ProgramFile program, String version, Findings findings) {
        if (!program.hasVersion()) {
            String others = program.versions().stream().sorted().limit(8).collect(Collectors.joining(", "));
            findings.add(
                    where,
                    "does not have the version " + version + " in it"
                            + (others.isEmpty() ? "" : "; what it has: " + others));
        }
    }

    /** The default variant is a second name of debug. */
    private static void tags(ImageFile image, String version, Findings findings) {
        ImageName name = image.name();
        Set<String> allowed = new TreeSet<>();
        String architecture =
                "-" + name.platform().architecture() + name.platform().variant();
        for (String platform : new String[] {"", architecture}) {
            allowed.add(name.tag(version) + platform);
            if (!name.variant().equals("distroless")) {
                allowed.add(version + platform);
                allowed.add(version + "-debug" + platform);
            }
        }
        for (String tag : image.tags()) {
            if (!allowed.contains(tag)) {
                findings.add(image.where(), "has the tag " + tag + ", expected " + name.tag(version));
            }
        }
    }
}
