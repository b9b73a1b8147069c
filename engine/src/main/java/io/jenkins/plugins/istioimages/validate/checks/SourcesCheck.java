package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.SourcesArchive;
import java.util.Optional;

/** The sources of every dependency are there. */
final class SourcesCheck implements Check {
    @Override
    public String name() {
        return "sources";
    }

    @Override
    public String title() {
        return "The archive of sources has those of every dependency";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.SOURCES);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("repositories");
        Optional<SourcesArchive> sources = release.sources();
        if (sources.isEmpty()) {
            findings.add(ReleaseLayout.SOURCES, "is missing");
            return findings.outcome();
        }
        sources.get().damage().ifPresent(damage -> findings.add(ReleaseLayout.SOURCES, damage));
        if (sources.get().damage().isEmpty()) {
            for (String name : release.manifest().dependencies().keySet()) {
                findings.seen();
                if (!sources.get().repositories().contains(name)) {
                    findings.add(ReleaseLayout.SOURCES + ": sources/" + name, "is missing");
                }
            }
        }
        return findings.outcome();
    }
}
