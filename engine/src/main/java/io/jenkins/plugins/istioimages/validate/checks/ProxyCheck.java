package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What istio's build takes from istio.deps must be what the manifest says. */
final class ProxyCheck implements Check {
    private static final String IMAGE = "proxyv2";
    private static final String VARIABLE = "ISTIO_META_ISTIO_PROXY_SHA";
    /** Programs that are compiled elsewhere, and whose commit is the dependency of this name. */
    private static final Map<String, String> PROGRAMS = Map.of("envoy", "proxy", "ztunnel", "ztunnel");

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String title() {
        return "Envoy and ztunnel in images are of the manifest's commits";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        if (PROGRAMS.values().stream().allMatch(name -> commit(release, name).isEmpty())) {
            return Outcome.notApplicable("the manifest names no commit of proxy or ztunnel");
        }
        return Images.each(release, (image, findings) -> {
            String sha = commit(release, "proxy");
            if (image.name().image().equals(IMAGE) && !sha.isEmpty()) {
                // istio's own build writes the name before it.
                String said = image.variable(VARIABLE).orElse("").replaceFirst("^istio-proxy:", "");
                findings.expect(image.where(), VARIABLE, said, sha);
            }
            programs(release, image.where(), image.contents().programs(), findings);
        });
    }

    /** Programs by path that are compiled elsewhere must have the manifest's commit in them. */
    static void programs(Release release, String where, SortedMap<String, ProgramFile> programs, Findings findings) {
        programs.forEach((path, program) -> {
            String dependency = PROGRAMS.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "");
            String sha = commit(release, dependency);
            if (!sha.isEmpty() && !program.commits().contains(sha)) {
                String others = program.commits().stream().sorted().limit(4).collect(Collectors.joining(", "));
                findings.add(
                        where + ": " + path,
                        "does not have the commit " + sha + " of " + dependency + " in it"
                                + (others.isEmpty() ? "" : "; what it has: " + others));
            }
        });
    }

    /** Empty where the manifest names none. */
    private static String commit(Release release, String dependency) {
        String sha = release.manifest().dependencies().getOrDefault(dependency, "");
        return ManifestCheck.isCommit(sha) ? sha : "";
    }
}
