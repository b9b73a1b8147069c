package io.jenkins.plugins.istioimages.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code dependencies} as a list of {@code {org, repo, branch}}, the form of release-builder's example until release
 * 1.5 (example/manifest.yaml there): repositories of github.com.
 */
final class ListedDependencies {
    private static final String ORG = "org";
    private static final String REPO = "repo";
    private static final String PLACE = "https://github.com/";

    private final Variables variables;

    ListedDependencies(Variables variables) {
        this.variables = variables;
    }

    /** By name, in the order of the list; what is wrong is recorded in the file. */
    Map<String, Dependency> read(YamlValue list) {
        list.notice(
                "dependencies is a list of org and repo, an older form: they are taken for repositories of " + PLACE);
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        for (YamlValue item : list.items()) {
            item.mapping().flatMap(this::dependency).ifPresent(dependency -> {
                if (dependencies.putIfAbsent(dependency.name(), dependency) != null) {
                    item.problem(dependency.name() + " stands here twice");
                }
            });
        }
        if (!dependencies.containsKey(ManifestKeys.ISTIO)) {
            list.problem("istio is missing, which is what is built");
        }
        return dependencies;
    }

    private Optional<Dependency> dependency(YamlMapping entry) {
        entry.allow(Stream.of(List.of(ORG, REPO), List.of(ManifestKeys.BRANCH, ManifestKeys.SHA))
                .flatMap(List::stream)
                .toList());
        Optional<String> org = entry.require(ORG)
                .flatMap(value -> value.parsed(text -> GitText.remote(PLACE + variables.expand(text))));
        Optional<String> name = entry.require(REPO).flatMap(value -> value.oneOf(ManifestKeys.REPOSITORIES));
        Optional<String> branch = entry.get(ManifestKeys.BRANCH)
                .flatMap(value -> value.parsed(text -> GitText.ref(variables.expand(text))));
        Optional<String> sha = entry.get(ManifestKeys.SHA).flatMap(value -> value.parsed(GitText::sha));
        if (entry.get(ManifestKeys.BRANCH).isEmpty()
                && entry.get(ManifestKeys.SHA).isEmpty()) {
            entry.problem("the entry does not say which commit: add branch: or sha:");
        }
        if (org.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Dependency(
                name.get(),
                Optional.of(org.get() + "/" + name.get()),
                branch,
                sha,
                Optional.empty(),
                Optional.empty(),
                false,
                entry.location()));
    }
}
