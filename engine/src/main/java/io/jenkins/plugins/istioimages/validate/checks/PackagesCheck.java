package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import io.jenkins.plugins.istioimages.catalog.contents.SystemPackage;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.PackageArchive;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Map;
import java.util.Optional;

/** Release-builder's Debian and Rpm, for every platform, and what is in the packages. */
final class PackagesCheck implements Check {
    private static final String NAME = "istio-sidecar";
    private static final String AGENT = "usr/local/bin/pilot-agent";
    /** What dpkg calls Go's architectures, where it is something else. */
    private static final Map<String, String> DEB =
            Map.of("ppc64le", "ppc64el", "386", "i386", "armv7", "armhf", "arm", "armhf");
    /** What rpm calls them. */
    private static final Map<String, String> RPM =
            Map.of("amd64", "x86_64", "arm64", "aarch64", "386", "i386", "armv7", "armv7hl", "arm", "armv7hl");

    private final Output kind;

    /** @param kind {@link Output#DEBIAN} or {@link Output#RPM} */
    PackagesCheck(Output kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.id();
    }

    @Override
    public String title() {
        return (kind == Output.DEBIAN ? "Debian" : "RPM")
                + " packages of the version are there for every platform, with programs for it";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(kind);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("packages");
        for (Platform platform : release.manifest().architectures()) {
            String file = kind == Output.DEBIAN ? ReleaseLayout.deb(platform) : ReleaseLayout.rpm(platform);
            Optional<PackageArchive> archive = release.systemPackage(file);
            if (archive.isEmpty()) {
                findings.add(file, "is missing");
                continue;
            }
            findings.seen();
            archive.get().damage().ifPresent(damage -> findings.add(file, damage));
            archive.get().content().ifPresent(content -> look(release, file, content, platform, findings));
        }
        return findings.outcome();
    }

    private void look(Release release, String file, SystemPackage content, Platform platform, Findings findings) {
        String version = release.manifest().version();
        findings.expect(file, "the name", content.name(), NAME);
        if (!isVersion(content.version(), version)) {
            findings.add(file, "the version is " + content.version() + ", expected " + version);
        }
        findings.expect(file, "the architecture", content.architecture(), architecture(platform));
        ImagePlatformsCheck.look(file, content.programs(), platform, findings);
        ProxyCheck.programs(release, file, content.programs(), findings);
        ProgramFile agent = content.programs().get(AGENT);
        if (agent == null) {
            findings.add(file + ": " + AGENT, "is missing");
        } else {
            ImageVersionsCheck.version(file + ": " + AGENT, agent, version, findings);
        }
    }

    private String architecture(Platform platform) {
        Map<String, String> names = kind == Output.DEBIAN ? DEB : RPM;
        String whole = platform.architecture() + platform.variant();
        return names.getOrDefault(whole, names.getOrDefault(platform.architecture(), platform.architecture()));
    }

    /**
     * Neither kind may have a dash in a version: istio leaves the first one out (tools/packaging/packaging.mk), others
     * write a tilde. A Debian revision may follow.
     */
    private static boolean isVersion(String found, String version) {
        String wanted = plain(version);
        return plain(found).equals(wanted)
                || found.lastIndexOf('-') > 0
                        && plain(found.substring(0, found.lastIndexOf('-'))).equals(wanted);
    }

    private static String plain(String version) {
        return version.replaceFirst("^[0-9]+:", "").replaceAll("[-~_]", "");
    }
}
