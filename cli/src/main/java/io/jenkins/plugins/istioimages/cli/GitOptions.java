package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceListener;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How git servers are reached: mixed into every verb that reads sources. */
final class GitOptions {
    @Mixin
    private GitLogin login = new GitLogin();

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where copies of git repositories are kept; else ISTIO_IMAGES_CACHE or ~/.cache/istio-images")
    private Path cache;

    @Mixin
    private OfflineChoice network = new OfflineChoice();

    @Option(
            names = "--dirty",
            description = "take uncommitted changes of a localpath too; else its committed state is built")
    private boolean dirty;

    OfflineChoice network() {
        return network;
    }

    boolean dirty() {
        return dirty;
    }

    /** The mirrors of this run. */
    MirrorCache mirrors(Map<String, String> environment, SourceListener listener) {
        Path directory = cache != null ? cache : MirrorCache.defaultDirectory(environment);
        return new MirrorCache(directory, access(environment), listener);
    }

    private GitAccess access(Map<String, String> environment) {
        GitAccess access = login.access(environment);
        return network.offline() ? access.withoutNetwork() : access;
    }
}
