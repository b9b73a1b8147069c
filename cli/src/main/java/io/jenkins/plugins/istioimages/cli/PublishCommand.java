package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.ArchivePublisher;
import io.jenkins.plugins.istioimages.publish.PublishReport;
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
        description = "Publishes a directory of docker-archives, as make docker.save leaves it, to registries.")
final class PublishCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--archives", required = true, paramLabel = "DIR", description = "the directory of docker-archives")
    private Path archives;

    @Option(
            names = "--hub",
            required = true,
            split = ",",
            paramLabel = "REF",
            description = "registry and path that images go below; several may be given")
    private List<String> hubs = new ArrayList<>();

    @Option(names = "--tag", split = ",", paramLabel = "TAG", description = "instead of the version in the archives")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = Compressors.DEFAULT,
            description = "of layers: gzip is the fastest gzip at hand; gzip-jdk, gzip-igzip, zstd")
    private String compressor;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Repository> places = hubs.stream().map(PublishCommand::repository).toList();
        try (var registries = stores.registries(terminal)) {
            PublishReport report = new ArchivePublisher(
                            registries,
                            Compressors.of(System.getenv()).named(compressor),
                            MirrorCache.defaultDirectory(System.getenv()).resolve("layers"))
                    .publish(PublishRequest.of(archives, places, tags));
            report.published().forEach(tag -> terminal.out()
                    .println(tag.reference() + " " + tag.manifest().digest() + " " + tag.platforms()
                            + (tag.written() ? "" : ", was there")));
            terminal.out()
                    .println(report.layersCompressed() + " layers compressed, " + report.bytesSent() + " bytes sent");
        }
        terminal.out().flush();
        return 0;
    }

    /** A hub is no image: {@code docker.io/istio} is not completed to a library image. */
    private static Repository repository(String text) {
        Repository child = Hub.parse(text).image("x");
        String path = child.path();
        return new Repository(child.registry(), path.substring(0, path.length() - "/x".length()));
    }
}
