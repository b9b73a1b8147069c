package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.facts.Bundle;
import io.jenkins.plugins.istioimages.validate.facts.BundleFile;
import io.jenkins.plugins.istioimages.validate.facts.PlainYaml;
import io.jenkins.plugins.istioimages.validate.facts.ResolvedManifest;
import java.util.HashSet;
import java.util.Set;

/** Hub and tag in a file of values, wherever they stand in it: that has changed with Istio's releases. */
final class HubAndTag {
    private static final String HUB = "hub";
    private static final String TAG = "tag";

    private final ResolvedManifest manifest;
    private final Findings findings;

    HubAndTag(ResolvedManifest manifest, Findings findings) {
        this.manifest = manifest;
        this.findings = findings;
    }

    /** @param required whether both must stand there */
    void look(Bundle bundle, BundleFile file, boolean required) {
        String where = bundle.at(file.path());
        findings.seen();
        if (file.text().isEmpty()) {
            findings.add(where, "is no text, or too large to be read");
            return;
        }
        Set<String> seen = new HashSet<>();
        try {
            PlainYaml.forEachText(PlainYaml.read(file.text().get(), file.path()), (path, value) -> {
                String key = path.substring(path.lastIndexOf('.') + 1);
                if (key.equals(HUB)) {
                    seen.add(HUB);
                    manifest.docker().ifPresent(hub -> findings.expect(where, path, value, hub));
                } else if (key.equals(TAG)) {
                    seen.add(TAG);
                    findings.expect(where, path, value, manifest.version());
                }
            });
        } catch (InputException e) {
            findings.add(where, e.getMessage());
            return;
        }
        for (String key : new String[] {HUB, TAG}) {
            if (required && !seen.contains(key)) {
                findings.add(where, "has no " + key);
            }
        }
    }
}
