package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.PublishRequest;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes a release (--release) to any of its targets, or a directory of docker-archives, as make"
                    + " docker.save leaves it, to registries (--archives).",
            "Targets of a release: --hub, --chart-hub, --bucket, --helm-bucket, --git-tags, --github, --grafana. Each"
                    + " is brought what it lacks, and read back; one that fails stops no other. Exit status 1 says that"
                    + " one is not as it should be."
        })
final class PublishCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--archives", paramLabel = "DIR", description = "the directory of docker-archives")
    private Path archives;

    @Option(
            names = "--hub",
            split = ",",
            paramLabel = "REF",
            description = "registry and path that images go below; several may be given")
    private List<String> hubs = new ArrayList<>();

    @Option(
            names = "--tag",
            split = ",",
            paramLabel = "TAG",
            description = "instead of the version of the release or in the archives")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = Compressors.DEFAULT,
            description = "of archives' layers: gzip is the fastest gzip at hand; gzip-jdk, gzip-igzip, zstd")
    private String compressor;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where it is remembered which layer compresses to what; else the user's cache directory")
    private Path cache;

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

    @Mixin
    private ReleaseChoices release = new ReleaseChoices();

    @Mixin
    private SignOptions signing = new SignOptions();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((archives == null) == !release.isGiven()) {
            throw new InputException("publish takes a release (--release DIR) or docker-archives (--archives DIR)");
        }
        if (release.isGiven()) {
            return new ReleasePublication(terminal, release, System.getenv())
                    .run(hubs, tags, signing, new ReleasePublication.Stores(stores, progress), json);
        }
        PublishRequest request = PublishRequest.of(
                archives, hubs.stream().map(PublishCommand::repository).toList(), tags);
        Path memory = cache == null ? MirrorCache.defaultDirectory(System.getenv()) : cache;
        new ArchivesPublication(terminal, stores, progress, json)
                .run(
                        request,
                        compressor,
                        memory,
                        new ArchivesPublication.Attached(signing, release.hubs().hasBills(false)));
        return 0;
    }

    /** A hub is no image: {@code docker.io/istio} is not completed to a library image. */
    static Repository repository(String text) {
        return Hub.parse(text).repository();
    }
}
