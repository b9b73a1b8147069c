package io.jenkins.plugins.istioimages.plan.updates;

import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.source.Submodule;
import io.jenkins.plugins.istioimages.source.Submodules;
import io.jenkins.plugins.istioimages.source.UpstreamRefs;
import io.jenkins.plugins.istioimages.source.UpstreamRepositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares commits that are pinned with the tips of their branches: submodules, which builder images are made from, and
 * dependencies that have a branch and a commit.
 */
final class CommitUpdates {
    private static final int SHORT = 12;

    private final UpdateQuestion question;
    private final UpstreamRepositories repositories;
    private final List<String> notices = new ArrayList<>();

    CommitUpdates(UpdateQuestion question, UpstreamRepositories repositories) {
        this.question = question;
        this.repositories = repositories;
    }

    List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        question.repository().map(Submodules::of).orElse(List.of()).forEach(submodule -> submodule(submodule)
                .ifPresent(findings::add));
        question.manifest().dependencies().values().stream()
                .filter(dependency ->
                        dependency.localpath().isEmpty() && dependency.git().isPresent())
                .filter(dependency ->
                        dependency.sha().isPresent() && dependency.branch().isPresent())
                .forEach(dependency -> dependency(dependency).ifPresent(findings::add));
        return findings;
    }

    /** What could not be said. */
    List<String> notices() {
        return notices;
    }

    private Optional<Finding> submodule(Submodule submodule) {
        UpstreamRefs refs = repositories.of(submodule);
        Optional<String> tip = submodule.branch().isPresent()
                ? Optional.ofNullable(refs.branches().get(submodule.branch().get()))
                : refs.head();
        String branch = submodule.branch().map(name -> "branch " + name).orElse("the default branch");
        return compared(
                submodule.name(),
                submodule.sha(),
                tip,
                branch + " of " + refs.url(),
                submodule.location().file());
    }

    private Optional<Finding> dependency(Dependency dependency) {
        UpstreamRefs refs = repositories.of(dependency);
        String branch = dependency.branch().orElseThrow();
        Optional<String> tip = Optional.ofNullable(refs.branches().get(branch));
        if (tip.isEmpty() && refs.tags().containsKey(branch)) {
            // A tag stays where it is.
            return Optional.empty();
        }
        return compared(
                dependency.name(),
                dependency.sha().orElseThrow().strip(),
                tip,
                "branch " + branch + " of " + refs.url(),
                question.manifestFile());
    }

    private Optional<Finding> compared(String name, String have, Optional<String> tip, String branch, String where) {
        if (tip.isEmpty()) {
            notices.add(name + ": there is no " + branch);
            return Optional.empty();
        }
        boolean moved = !tip.get().equalsIgnoreCase(have);
        String text = moved
                ? branch + " is at " + shortened(tip.get()) + ", " + where + " has " + name + " at " + shortened(have)
                : name + " is at the tip of " + branch;
        return Optional.of(new Finding(UpdateKind.COMMIT, name, have, tip.get(), where, moved, text));
    }

    private static String shortened(String sha) {
        return sha.substring(0, SHORT);
    }
}
