package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.PlainYaml;
import io.jenkins.plugins.istioimages.validate.facts.Release;

/** What can be built again is what was built. */
final class LockCheck implements Check {
    @Override
    public String name() {
        return "lock";
    }

    @Override
    public String title() {
        return "The lock names the version and the commits of the manifest";
    }

    @Override
    public Outcome run(Release release) {
        if (!release.has(Release.LOCK)) {
            return Outcome.notApplicable("there is no " + Release.LOCK);
        }
        Findings findings = new Findings("commits");
        Object root = PlainYaml.read(release.small(Release.LOCK), Release.LOCK);
        findings.expect(
                Release.LOCK,
                "the version",
                PlainYaml.text(root, "version").orElse(""),
                release.manifest().version());
        release.manifest().dependencies().forEach((name, sha) -> {
            findings.seen();
            String locked = PlainYaml.text(root, "dependencies", name, "sha").orElse("");
            if (ManifestCheck.isCommit(sha)) {
                findings.expect(Release.LOCK, "the commit of " + name, locked, sha);
            }
        });
        return findings.outcome();
    }
}
