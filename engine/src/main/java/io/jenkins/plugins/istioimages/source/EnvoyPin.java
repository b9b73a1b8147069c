package io.jenkins.plugins.istioimages.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commit of Envoy that a tree of istio/proxy is built with. {@code WORKSPACE} has the constant {@code ENVOY_SHA};
 * newer trees have it in {@code MODULE.bazel}, or an override of the module {@code envoy} with the commit in it.
 *
 * @param sha the commit
 * @param how in which words the file says it: {@code "ENVOY_SHA"}, {@code "archive_override(envoy)"}
 */
record EnvoyPin(String sha, String how) {
    /** The files that may say it, the newer form first: Bazel looks at the other only if told to. */
    static final List<String> FILES = List.of("MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel");

    private static final Pattern COMMIT = Pattern.compile("(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])");
    private static final List<String> BY_COMMIT = List.of("git_override", "git_repository", "new_git_repository");
    private static final List<String> BY_ARCHIVE = List.of("archive_override", "http_archive");
    private static final List<String> BY_PATH = List.of("local_path_override", "local_repository");

    /**
     * The commit that a file names; empty if it names none.
     *
     * @throws SourceFileException if the file is malformed, or says it in a way that names no commit
     */
    static Optional<EnvoyPin> find(SourceText file) {
        Starlark starlark = Starlark.parse(file);
        String constant = starlark.constants().get("ENVOY_SHA");
        if (constant != null) {
            if (!COMMIT.matcher(constant).matches()) {
                throw new SourceFileException(
                        file.at(file.text().indexOf("ENVOY_SHA")),
                        "ENVOY_SHA is '" + constant + "', not a commit of 40 hexadecimal digits");
            }
            return Optional.of(new EnvoyPin(constant, "ENVOY_SHA"));
        }
        return starlark.calls().stream()
                .filter(EnvoyPin::isEnvoy)
                .flatMap(call -> pin(file, call).stream())
                .findFirst();
    }

    private static boolean isEnvoy(Starlark.Call call) {
        return call.argument("module_name")
                .or(() -> call.argument("name"))
                .filter("envoy"::equals)
                .isPresent();
    }

    private static Optional<EnvoyPin> pin(SourceText file, Starlark.Call call) {
        String how = call.function() + "(envoy)";
        if (BY_PATH.contains(call.function())) {
            throw new SourceFileException(
                    file.at(call.offset()), "Envoy is taken from a directory here, so no commit can be found");
        }
        if (BY_COMMIT.contains(call.function())) {
            return call.argument("commit")
                    .filter(commit -> COMMIT.matcher(commit).matches())
                    .map(commit -> new EnvoyPin(commit, how));
        }
        if (BY_ARCHIVE.contains(call.function())) {
            return List.of("strip_prefix", "urls", "url").stream()
                    .flatMap(name -> call.arguments().getOrDefault(name, List.of()).stream())
                    .map(COMMIT::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> new EnvoyPin(matcher.group(), how))
                    .findFirst();
        }
        return Optional.empty();
    }
}
