package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads one entry of {@code dependencies}. */
final class DependencyReader {
    private final Variables variables;

    DependencyReader(Variables variables) {
        this.variables = variables;
    }

    /**
     * Reads an entry; what is wrong is recorded in the file.
     *
     * @param location of its key
     */
    Dependency read(String name, SourceLocation location, YamlMapping entry) {
        entry.allow(ManifestKeys.DEPENDENCY);
        Dependency read = new Dependency(
                name,
                text(entry, ManifestKeys.GIT, GitText::remote),
                text(entry, ManifestKeys.BRANCH, GitText::ref),
                text(entry, ManifestKeys.SHA, GitText::sha),
                entry.get(ManifestKeys.AUTO).flatMap(value -> auto(name, value)),
                text(entry, ManifestKeys.LOCALPATH, UnaryOperator.identity()),
                entry.get(ManifestKeys.GO_VERSION).flatMap(YamlValue::bool).orElse(false),
                location);
        checkWhole(entry, "dependencies." + name);
        return read;
    }

    /** Where the commit of a repository can be looked up. */
    static List<String> autosOf(String name) {
        return switch (name) {
            case ManifestKeys.ISTIO -> List.of();
            case ManifestKeys.ENVOY -> List.of("proxy_workspace", "deps");
            default -> List.of("deps", "modules");
        };
    }

    private Optional<String> text(YamlMapping entry, String key, UnaryOperator<String> check) {
        return entry.get(key).flatMap(value -> value.parsed(text -> check.apply(variables.expand(text))));
    }

    private static Optional<Auto> auto(String name, YamlValue value) {
        List<String> allowed = autosOf(name);
        if (allowed.isEmpty()) {
            value.problem("the commits of others are looked up in istio, its own comes from branch: or sha:");
            return Optional.empty();
        }
        return value.oneOf(allowed).map(text -> Auto.valueOf(text.toUpperCase(Locale.ROOT)));
    }

    /** Rules over more than one key. They look at what the entry holds, not at what of it could be read. */
    private static void checkWhole(YamlMapping entry, String path) {
        if (has(entry, ManifestKeys.LOCALPATH)) {
            tellIgnored(entry, path);
            return;
        }
        if (!has(entry, ManifestKeys.GIT)) {
            entry.problem(path
                    + (ManifestKeys.DEPENDENCY.subList(1, 4).stream().anyMatch(key -> has(entry, key))
                            ? " says which commit, but not of which repository: git: is missing. (The manifest"
                                    + " that release-builder writes into a release has no git: it is a record"
                                    + " and cannot be built again.)"
                            : " has neither git: nor localpath:"));
        } else if (!has(entry, ManifestKeys.BRANCH)
                && !has(entry, ManifestKeys.SHA)
                && !has(entry, ManifestKeys.AUTO)) {
            entry.problem(path + " does not say which commit: add branch:, sha: or auto:");
        }
        if (has(entry, ManifestKeys.AUTO) && has(entry, ManifestKeys.SHA)) {
            entry.problem(path + " has both sha: and auto:, which would look another one up; keep one of them");
        }
    }

    private static void tellIgnored(YamlMapping entry, String path) {
        List<String> ignored = ManifestKeys.DEPENDENCY.subList(0, 4).stream()
                .filter(key -> has(entry, key))
                .toList();
        if (!ignored.isEmpty()) {
            entry.notice(path + " is taken from localpath; " + String.join(", ", ignored) + " not used");
        }
    }

    private static boolean has(YamlMapping entry, String key) {
        return entry.get(key).isPresent();
    }
}
