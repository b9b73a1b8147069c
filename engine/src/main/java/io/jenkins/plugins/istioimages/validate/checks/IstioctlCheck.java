package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Bundle;
import io.jenkins.plugins.istioimages.validate.facts.BundleFile;
import io.jenkins.plugins.istioimages.validate.facts.IstioctlArchive;
import io.jenkins.plugins.istioimages.validate.facts.Program;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;
import java.util.Optional;

/** Release-builder's IstioctlArchive and IstioctlStandalone, for every system, and without running anything. */
final class IstioctlCheck implements Check {
    private final boolean whole;

    /** @param whole whether istioctl in the whole archives is looked at, else istioctl alone */
    IstioctlCheck(boolean whole) {
        this.whole = whole;
    }

    @Override
    public String name() {
        return whole ? "istioctl-archive" : "istioctl-standalone";
    }

    @Override
    public String title() {
        return "istioctl " + (whole ? "in the archives" : "alone") + " is of the version, for the system in the name";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.ARCHIVE);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("programs");
        for (IstioctlArchive archive : IstioctlArchive.in(release)) {
            if (archive.whole() == whole) {
                release.bundle(archive.file())
                        .filter(bundle -> bundle.damage().isEmpty())
                        .ifPresent(bundle -> look(release, archive, bundle, findings));
            }
        }
        return findings.outcome();
    }

    private static void look(Release release, IstioctlArchive archive, Bundle bundle, Findings findings) {
        findings.seen();
        String where = bundle.at(archive.program());
        Optional<BundleFile> file = bundle.file(archive.program());
        if (file.isEmpty()) {
            findings.add(where, "is missing");
            return;
        }
        Optional<Program> program = file.get().program();
        if (program.isEmpty()) {
            findings.add(where, "is no program");
            return;
        }
        String wanted = archive.os() + "/" + archive.architecture();
        String os = program.get().architecture().os().orElse("linux");
        String architecture = program.get().architecture().architecture().orElse("unknown");
        findings.expect(where, "its machine", os + "/" + architecture, wanted);
        if (!program.get().hasVersion()) {
            List<String> others =
                    program.get().versions().stream().sorted().limit(8).toList();
            findings.add(
                    where,
                    "does not have the version " + release.manifest().version() + " in it"
                            + (others.isEmpty() ? "" : "; what it has: " + String.join(", ", others)));
        }
    }
}
