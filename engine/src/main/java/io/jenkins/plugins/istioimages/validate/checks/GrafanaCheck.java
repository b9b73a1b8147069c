package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Release-builder's Grafana: the dashboards in the release are those of the manifest. */
final class GrafanaCheck implements Check {
    private static final String ENDING = ".json";

    @Override
    public String name() {
        return "grafana";
    }

    @Override
    public String title() {
        return "Dashboards are those of the manifest";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.GRAFANA);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("dashboards");
        Set<String> said = release.manifest().dashboards();
        Set<String> found = new TreeSet<>();
        for (String file : release.in("grafana")) {
            if (file.endsWith(ENDING)) {
                found.add(file.substring(0, file.length() - ENDING.length()));
            }
        }
        if (said.isEmpty()) {
            return Outcome.notApplicable("the manifest names no dashboards to compare with");
        }
        found.forEach(name -> findings.seen());
        said.stream()
                .filter(name -> !found.contains(name))
                .forEach(name -> findings.add("grafana/" + name + ENDING, "is missing; the manifest names it"));
        found.stream()
                .filter(name -> !said.contains(name))
                .forEach(name -> findings.add("grafana/" + name + ENDING, "is not in the manifest"));
        return findings.outcome();
    }
}
