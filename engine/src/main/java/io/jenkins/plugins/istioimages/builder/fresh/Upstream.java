package io.jenkins.plugins.istioimages.builder.fresh;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a branch of upstream builds with.
 *
 * @param branch for example {@code release-1.28}
 * @param dockerfile text of istio/tools' {@code docker/build-tools/Dockerfile}
 * @param bazelversion text of istio/proxy's {@code .bazelversion}; empty where that has none
 */
public record Upstream(String branch, String dockerfile, Optional<String> bazelversion) {
    /** Of istio/tools. */
    public static final String DOCKERFILE = "docker/build-tools/Dockerfile";
    /** Of istio/proxy. */
    public static final String BAZELVERSION = ".bazelversion";

    private static final Pattern BAZEL = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(?:[-a-z0-9.]*)?");

    /** @throws InputException if Bazel's version is none */
    public Upstream {
        bazelversion = bazelversion.map(Upstream::firstLine);
        bazelversion.filter(version -> !BAZEL.matcher(version).matches()).ifPresent(version -> {
            throw new InputException(BAZELVERSION + " says '" + version + "', expected a version like 7.7.1");
        });
    }

    Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        given.put(ToolVersions.TOOLS, branch);
        bazelversion.ifPresent(version -> given.put("BAZEL_VERSION", version));
        return given;
    }

    /** As bazelisk reads it: the first line that says something. */
    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }
}
