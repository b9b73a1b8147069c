package io.jenkins.plugins.istioimages.plan.updates;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import io.jenkins.plugins.istioimages.source.UpstreamRefs;
import io.jenkins.plugins.istioimages.source.UpstreamRepositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says when to build again: newer patch releases of the lines in support and of the one that is built, commits that have
 * moved, and support that ends. Repositories are asked for their branches and tags; nothing is fetched or built.
 */
public final class UpdateFinder {
    private static final String ISTIO = "istio";

    private final UpstreamRepositories repositories;
    private final SupportedReleases table;

    public UpdateFinder(UpstreamRepositories repositories, SupportedReleases table) {
        this.repositories = repositories;
        this.table = table;
    }

    /**
     * Looks.
     *
     * @throws InputException if the manifest has no istio repository, a submodule cannot be read, or a line is not known
     * @throws io.jenkins.plugins.istioimages.source.GitException a server refuses or cannot be reached
     */
    public UpdateReport find(UpdateQuestion question) {
        Dependency istio = question.manifest().dependencies().get(ISTIO);
        if (istio == null) {
            throw new InputException("the manifest has no dependency 'istio', whose tags are the releases");
        }
        UpstreamRefs refs = repositories.of(istio);
        PatchTags tags = new PatchTags(refs.tags().keySet());
        List<Finding> findings = new ArrayList<>(new LineUpdates(question, table, tags).find());
        List<String> notices = new ArrayList<>(notices(question, tags, refs.url()));
        CommitUpdates commits = new CommitUpdates(question, repositories);
        findings.addAll(commits.find());
        notices.addAll(commits.notices());
        return new UpdateReport(question.day(), refs.url(), findings, notices);
    }

    private List<String> notices(UpdateQuestion question, PatchTags tags, String upstream) {
        List<String> notices = new ArrayList<>();
        if (tags.lines().isEmpty()) {
            notices.add(upstream + " has no release tags (X.Y.Z); name a repository that has them as istio");
        }
        Optional<String> own = question.ownLine();
        if (own.isEmpty()) {
            notices.add("version " + question.version() + " of " + question.versionFile() + " is of no line of Istio");
        }
        own.filter(line -> question.asksFor(line) && !inTable(line))
                .ifPresent(line -> notices.add("the table of supported releases does not have " + line
                        + ": when its support ends is not known"));
        question.lines().stream()
                .filter(line -> !inTable(line) && tags.newest(line).isEmpty())
                .sorted()
                .forEach(line -> notices.add("neither upstream nor the table of supported releases has " + line));
        return notices;
    }

    private boolean inTable(String line) {
        return table.all().stream().anyMatch(row -> row.series().equals(line));
    }
}
