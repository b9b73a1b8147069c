package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.IstioctlArchive;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;
import java.util.Optional;

/** Release-builder's CompletionFiles, in every archive. */
final class CompletionCheck implements Check {
    @Override
    public String name() {
        return "completion-files";
    }

    @Override
    public String title() {
        return "Archives hold the completions of bash and zsh";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.ARCHIVE);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("archives");
        String tools = "istio-" + release.manifest().version() + "/tools/";
        IstioctlArchive.in(release).stream().filter(IstioctlArchive::whole).forEach(archive -> release.bundle(
                        archive.file())
                .filter(bundle -> bundle.damage().isEmpty())
                .ifPresent(bundle -> {
                    findings.seen();
                    for (String file : List.of("istioctl.bash", "_istioctl")) {
                        if (bundle.file(tools + file).isEmpty()) {
                            findings.add(bundle.at(tools + file), "is missing");
                        }
                    }
                }));
        return findings.outcome();
    }
}
