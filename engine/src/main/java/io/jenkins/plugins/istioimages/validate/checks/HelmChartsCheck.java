package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Bundle;
import io.jenkins.plugins.istioimages.validate.facts.PlainYaml;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Release-builder's HelmChartVersions: packaged charts have the release's version, hub and tag. */
final class HelmChartsCheck implements Check {
    private static final Set<String> WITH_IMAGES = Set.of("cni", "istiod", "ztunnel");

    @Override
    public String name() {
        return "helm-chart-versions";
    }

    @Override
    public String title() {
        return "Packaged charts have the release's version, hub and tag";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.HELM);
    }

    @Override
    public Outcome run(Release release) {
        String version = release.manifest().version();
        if (!new ReleaseVersion(version).isSemantic()) {
            return Outcome.notApplicable(version + " is no semantic version, which charts need");
        }
        Findings findings = new Findings("values of charts");
        for (String chart : List.of("base", "cni", "gateway", "istiod")) {
            String file = "helm/" + chart + "-" + version + ".tgz";
            if (!release.has(file)) {
                findings.add(file, "is missing");
            }
        }
        for (String name : release.bundleNames()) {
            if (name.startsWith("helm/")) {
                release.bundle(name)
                        .filter(bundle -> bundle.damage().isEmpty())
                        .ifPresent(bundle -> look(release, bundle, findings));
            }
        }
        return findings.outcome();
    }

    private static void look(Release release, Bundle bundle, Findings findings) {
        String version = release.manifest().version();
        String file = bundle.name().substring(bundle.name().lastIndexOf('/') + 1);
        String ending = "-" + version + ".tgz";
        if (!file.endsWith(ending)) {
            findings.add(bundle.name(), "is not of the version " + version);
            return;
        }
        String chart = file.substring(0, file.length() - ending.length());
        String description = chart + "/Chart.yaml";
        if (bundle.file(description).isEmpty()) {
            findings.add(bundle.at(description), "is missing");
        }
        bundle.file(description).flatMap(one -> one.text()).ifPresent(text -> {
            try {
                Object root = PlainYaml.read(text, description);
                for (String key : List.of("version", "appVersion")) {
                    findings.expect(
                            bundle.at(description),
                            key,
                            PlainYaml.text(root, key).orElse(""),
                            version);
                }
            } catch (InputException e) {
                findings.add(bundle.at(description), e.getMessage());
            }
        });
        bundle.file(chart + "/values.yaml").ifPresent(values -> new HubAndTag(release.manifest(), findings)
                .look(bundle, values, WITH_IMAGES.contains(chart)));
    }
}
