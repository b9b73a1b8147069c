package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.updates.UpdateQuestion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What is asked for when updates are looked for: the texts of the step's parameters. */
public final class UpdatesRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String manifest;
    private final String versionFrom;
    private final String repository;
    private final ArrayList<String> lines;
    private final int supportDays;

    /**
     * @param manifest path of the release manifest in the workspace
     * @param versionFrom path of the {@code Dockerfile.version} in the workspace; empty for none
     * @param repository directory of the workspace whose submodules are looked at; empty for the manifest's
     * @param lines of Istio, like 1.14; none for those with support, and the manifest's
     * @param supportDays from how many days before it the end of support is told
     * @throws InputException if one of them is wrong
     */
    public UpdatesRequest(String manifest, String versionFrom, String repository, List<String> lines, int supportDays) {
        if (manifest.isBlank()) {
            throw new InputException("say which manifest to look at, like manifest.yaml");
        }
        UpdateQuestion.check(lines, supportDays);
        this.manifest = manifest;
        this.versionFrom = versionFrom;
        this.repository = repository;
        this.lines = new ArrayList<>(lines);
        this.supportDays = supportDays;
    }

    String manifest() {
        return manifest;
    }

    String versionFrom() {
        return versionFrom;
    }

    String repository() {
        return repository;
    }

    List<String> lines() {
        return lines;
    }

    int supportDays() {
        return supportDays;
    }
}
