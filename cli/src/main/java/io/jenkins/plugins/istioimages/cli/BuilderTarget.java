package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderPublisher;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How builder images are stored: mixed into the verbs that store them. */
final class BuilderTarget {
    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = Compressors.DEFAULT,
            description = "of layers: gzip is the fastest gzip at hand; gzip-jdk, gzip-igzip, zstd")
    private String compressor;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where it is remembered which layer compresses to what; else the user's cache directory")
    private Path cache;

    /** @param hubs that images go below */
    BuilderPublisher publisher(ImageStore store, List<String> hubs, ProgressModel model) {
        Path memory = cache == null ? MirrorCache.defaultDirectory(System.getenv()) : cache;
        return new BuilderPublisher(
                store,
                hubs.stream().map(PublishCommand::repository).toList(),
                Compressors.of(System.getenv()).named(compressor),
                memory.resolve("layers"),
                model.publishing());
    }
}
