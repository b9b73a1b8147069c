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
 * @param git URL of the repository; empty where the file does not tell it in plain strings
 * @param module whether Envoy is a Bazel module, which is overridden by other means than a repository of WORKSPACE
 */
public record EnvoyPin(String sha, String how, Optional<String> git, boolean module) {
    /** The files that may say it, the newer form first: Bazel looks at the other only if told to. */
    static final List<String> FILES = List.of("MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel");

    private static final Pattern COMMIT = Pattern.compile("(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])");
    /** What GitHub's addresses of archives have after the repository's. */
    private static final String ARCHIVE = "/archive/";

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
            return Optional.of(new EnvoyPin(constant, "ENVOY_SHA", git(starlark), module(starlark)));
        }
        return starlark.calls().stream()
                .filter(EnvoyPin::isEnvoy)
                .flatMap(call -> pin(file, call, starlark).stream())
                .findFirst();
    }

    /** ENVOY_ORG and ENVOY_REPO are names on GitHub (istio/proxy WORKSPACE, http_archive). */
    private static Optional<String> git(Starlark starlark) {
        String organization = starlark.constants().get("ENVOY_ORG");
        String repository = starlark.constants().get("ENVOY_REPO");
        if (organization != null && repository != null) {
            return Optional.of("https://github.com/" + organization + "/" + repository);
        }
        return starlark.calls().stream()
                .filter(EnvoyPin::isEnvoy)
                .flatMap(call -> git(call).stream())
                .findFirst();
    }

    private static Optional<String> git(Starlark.Call call) {
        return call.argument("remote").or(() -> List.of("urls", "url").stream()
                .flatMap(name -> call.arguments().getOrDefault(name, List.of()).stream())
                .filter(url -> url.contains(ARCHIVE))
                .map(url -> url.substring(0, url.indexOf(ARCHIVE)))
                .findFirst());
    }

    private static boolean module(Starlark starlark) {
        return starlark.calls().stream()
                .filter(EnvoyPin::isEnvoy)
                .anyMatch(call ->
                        call.function().endsWith("_override") || call.function().equals("bazel_dep"));
    }

    private static boolean isEnvoy(Starlark.Call call) {
        return call.argument("module_name")
                .or(() -> call.argument("name"))
                .filter("envoy"::equals)
                .isPresent();
    }

    private static Optional<EnvoyPin> pin(SourceText file, Starlark.Call call, Starlark starlark) {
        String how = call.function() + "(envoy)";
        if (BY_PATH.contains(call.function())) {
            throw new SourceFileException(
                    file.at(call.offset()), "Envoy is taken from a directory here, so no commit can be found");
        }
        if (BY_COMMIT.contains(call.function())) {
            return call.argument("commit")
                    .filter(commit -> COMMIT.matcher(commit).matches())
                    .map(commit -> new EnvoyPin(commit, how, git(starlark), module(starlark)));
        }
        if (BY_ARCHIVE.contains(call.function())) {
            return List.of("strip_prefix", "urls", "url").stream()
                    .flatMap(name -> call.arguments().getOrDefault(name, List.of()).stream())
                    .map(COMMIT::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> new EnvoyPin(matcher.group(), how, git(starlark), module(starlark)))
                    .findFirst();
        }
        return Optional.empty();
    }
}
