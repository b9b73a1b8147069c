package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Bundle;
import io.jenkins.plugins.istioimages.validate.facts.IstioctlArchive;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;
import java.util.Optional;

/** Release-builder's HelmVersionsIstio and IstioctlProfiles, in every archive. */
final class ChartValuesCheck implements Check {
    private static final String CHARTS = "manifests/charts/";
    private static final String PROFILE = "manifests/profiles/default.yaml";
    private static final List<String> REQUIRED =
            List.of(CHARTS + "istio-control/istio-discovery/values.yaml", CHARTS + "istio-cni/values.yaml");

    private final boolean profiles;

    /** @param profiles whether profiles are looked at, else charts */
    ChartValuesCheck(boolean profiles) {
        this.profiles = profiles;
    }

    @Override
    public String name() {
        return profiles ? "istioctl-profiles" : "helm-versions-istio";
    }

    @Override
    public String title() {
        return (profiles ? "The default profile" : "Charts") + " in the archives have the release's hub and tag";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.ARCHIVE);
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("files");
        HubAndTag values = new HubAndTag(release.manifest(), findings);
        String prefix = "istio-" + release.manifest().version() + "/";
        List<String> required = profiles ? List.of(PROFILE) : REQUIRED;
        IstioctlArchive.in(release).stream().filter(IstioctlArchive::whole).forEach(archive -> release.bundle(
                        archive.file())
                .filter(bundle -> bundle.damage().isEmpty())
                .ifPresent(bundle -> {
                    required.stream()
                            .filter(file -> bundle.file(prefix + file).isEmpty())
                            .forEach(file -> findings.add(bundle.at(prefix + file), "is missing"));
                    look(bundle, prefix, required, values);
                }));
        return findings.outcome();
    }

    private void look(Bundle bundle, String prefix, List<String> required, HubAndTag values) {
        bundle.files().values().forEach(file -> {
            String path = file.path().startsWith(prefix) ? file.path().substring(prefix.length()) : "";
            boolean chart = path.startsWith(CHARTS) && path.endsWith("/values.yaml");
            if (profiles ? path.equals(PROFILE) : chart) {
                values.look(bundle, file, required.contains(path));
            }
        });
    }
}
