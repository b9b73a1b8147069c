package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.IstioctlArchive;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;

/** Archives that should be there are, and every archive can be read and unpacked without harm. */
final class ArchivesCheck implements Check {
    @Override
    public String name() {
        return "archives";
    }

    @Override
    public String title() {
        return "Archives are there for every system, whole and harmless";
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("archives");
        if (release.outputs().contains(Output.ARCHIVE)) {
            addMissing(release, findings);
        }
        for (String name : release.bundleNames()) {
            release.bundle(name).ifPresent(bundle -> {
                findings.seen();
                bundle.damage().ifPresent(damage -> findings.add(name, damage));
                bundle.unsafe().forEach(path -> findings.add(bundle.at(path), "leads out of the archive"));
            });
        }
        return findings.outcome();
    }

    private static void addMissing(Release release, Findings findings) {
        String version = release.manifest().version();
        for (boolean whole : new boolean[] {true, false}) {
            for (List<String> names : IstioctlArchive.REQUIRED) {
                String file = IstioctlArchive.name(whole, version, names.get(names.size() - 1));
                if (names.stream().noneMatch(name -> release.has(IstioctlArchive.name(whole, version, name)))) {
                    findings.add(file, "is missing");
                }
            }
        }
    }
}
