package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.SourcesArchive;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Release-builder's Licenses, for every source that has some; of an archive there must be something in it, too. */
final class LicensesCheck implements Check {
    private static final List<String> REPOSITORIES =
            List.of("istio", "client-go", "tools", "test-infra", "release-builder");

    @Override
    public String name() {
        return "licenses";
    }

    @Override
    public String title() {
        return "Licences of every repository that has some are there";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.LICENSES);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("repositories");
        for (String repository : required(release)) {
            String file = ReleaseLayout.licenses(repository);
            if (release.manifest().dependencies().containsKey(repository) && !release.has(file)) {
                findings.add(file, "is missing");
            }
        }
        release.bundleNames().stream()
                .filter(name -> name.startsWith("licenses/"))
                .forEach(name -> release.bundle(name)
                        .filter(bundle -> bundle.damage().isEmpty())
                        .ifPresent(bundle -> {
                            findings.seen();
                            if (bundle.files().isEmpty()) {
                                findings.add(name, "has no licence in it");
                            }
                        }));
        return findings.outcome();
    }

    /** Those that have licences in the sources; without sources those that release-builder knows to have some. */
    private static Collection<String> required(Release release) {
        return release.sources()
                .filter(sources -> sources.damage().isEmpty())
                .<Collection<String>>map(SourcesArchive::licensed)
                .orElse(REPOSITORIES);
    }
}
