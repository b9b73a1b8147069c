package io.jenkins.plugins.istioimages.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a tree says about another one's commit before that commit is there: {@code @sha:proxy@}, forty digits as
 * istio.deps and WORKSPACE hold them, and {@code @version:api@}, a Go pseudo-version as go.mod holds them.
 */
final class Placeholders {
    /** The only files that name commits; elsewhere the text is left alone. */
    private static final Set<String> FILES = Set.of("istio.deps", "go.mod", "WORKSPACE", "MODULE.bazel");

    private static final Pattern PLACEHOLDER = Pattern.compile("@(sha|version):([a-z0-9-]+)@");

    private Placeholders() {}

    /** Whether a file may hold placeholders. */
    static boolean areIn(String path) {
        return FILES.contains(path);
    }

    /** The text with every placeholder replaced by what a repository's commit says. */
    static byte[] filled(byte[] content, Function<String, DemoCommit> commits) {
        return PLACEHOLDER
                .matcher(new String(content, StandardCharsets.UTF_8))
                .replaceAll(match -> {
                    DemoCommit commit = commits.apply(match.group(2));
                    return "sha".equals(match.group(1)) ? commit.sha() : commit.pseudoVersion();
                })
                .getBytes(StandardCharsets.UTF_8);
    }
}
