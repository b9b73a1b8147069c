package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.ResolvedManifest;
import java.util.List;

/** Release-builder's Manifest. */
final class ManifestCheck implements Check {
    private static final List<String> REQUIRED = List.of("api", "client-go", "istio", "proxy");

    @Override
    public String name() {
        return "manifest";
    }

    @Override
    public String title() {
        return "The manifest has a commit for every dependency";
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("dependencies");
        ResolvedManifest manifest = release.manifest();
        REQUIRED.stream()
                .filter(name -> !manifest.dependencies().containsKey(name))
                .forEach(name -> findings.add(Release.MANIFEST, "dependency " + name + " is missing"));
        manifest.dependencies().forEach((name, sha) -> {
            findings.seen();
            if (!isCommit(sha)) {
                findings.add(
                        Release.MANIFEST,
                        "commit of " + name + " is " + (sha.isEmpty() ? "missing" : "'" + sha + "'")
                                + ", expected 40 hexadecimal digits");
            }
        });
        manifest.directory()
                .ifPresent(directory -> findings.add(
                        Release.MANIFEST, "names the directory " + directory + ", which is nobody else's business"));
        return findings.outcome();
    }

    static boolean isCommit(String sha) {
        return sha.matches("[0-9a-f]{40}");
    }
}
