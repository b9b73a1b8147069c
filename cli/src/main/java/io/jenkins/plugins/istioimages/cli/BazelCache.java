package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.envoy.BazelDirectory;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where Bazel keeps what it made: mixed into the verbs that run it. */
final class BazelCache {
    @Option(
            names = "--bazel-cache",
            paramLabel = "DIR",
            description = "where Bazel keeps what it made, with a directory for each minor release; a builder container"
                    + " has it at the same path; else bazel beside the source cache")
    private Path directory;

    /** The directory for a release. */
    BazelDirectory directory(Map<String, String> environment, String version) {
        Path root =
                directory == null ? MirrorCache.defaultDirectory(environment).resolveSibling("bazel") : directory;
        return BazelDirectory.of(root, version);
    }
}
