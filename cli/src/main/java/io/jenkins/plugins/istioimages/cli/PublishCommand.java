package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.ArchivePublisher;
import io.jenkins.plugins.istioimages.publish.BeforeTags;
import io.jenkins.plugins.istioimages.publish.PublishReport;
import io.jenkins.plugins.istioimages.publish.PublishRequest;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where it is remembered which layer compresses to what; else the user's cache directory")
    private Path cache;

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

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
        PublishRequest request = PublishRequest.of(
                archives, hubs.stream().map(PublishCommand::repository).toList(), tags);
        // A key or document that cannot be used is told before anything is read or sent.
        Optional<SigningKey> key = signing.key(System.getenv());
        List<Claim> claims = signing.claims();
        tell(publish(request, key, claims));
        terminal.out().flush();
        return 0;
    }

    /** What was done, and the signatures where a key was given. */
    private record Outcome(PublishReport report, Optional<ReleaseSigning> signed) {}

    private void tell(Outcome outcome) {
        PublishReport report = outcome.report();
        if (json) {
            ObjectNode data = data(report);
            outcome.signed().ifPresent(signed -> signed.addTo(data));
            terminal.out().print(Json.pretty(data));
            return;
        }
        report.published().forEach(tag -> terminal.out()
                .println(tag.reference() + " " + tag.manifest().digest() + " " + tag.platforms()
                        + (tag.written() ? "" : ", was there")));
        terminal.out().println(report.layersCompressed() + " layers compressed, " + report.bytesSent() + " bytes sent");
        outcome.signed().ifPresent(signed -> signed.lines().forEach(terminal.out()::println));
    }

    private Outcome publish(PublishRequest request, Optional<SigningKey> key, List<Claim> claims) {
        Path memory = cache == null ? MirrorCache.defaultDirectory(System.getenv()) : cache;
        ProgressModel model = new ProgressModel();
        try (ProgressView view = progress.show(model, terminal);
                RegistryStore registries = stores.registries(model.transfers(StoreOptions.notices(view::say)))) {
            // The way to the registries and the choice of the compressor take as long as all the rest where nothing is
            // missing.
            request.hubs().forEach(registries::approach);
            Compressor pressed = Compressors.of(System.getenv()).named(compressor);
            view.tell("publishing the archives in " + archives + " to " + String.join(", ", hubs));
            Optional<ReleaseSigning> signed = key.map(k -> new ReleaseSigning(registries, k, claims));
            PublishReport report = new ArchivePublisher(
                            registries,
                            pressed,
                            memory.resolve("layers"),
                            model.publishing(),
                            signed.<BeforeTags>map(release -> release).orElse(BeforeTags.NOTHING))
                    .publish(request);
            return new Outcome(report, signed);
        }
    }

    private static ObjectNode data(PublishReport report) {
        ObjectNode data = Json.object();
        ArrayNode published = data.putArray("published");
        for (PublishReport.Published tag : report.published()) {
            ArrayNode platforms = published
                    .addObject()
                    .put("reference", tag.reference().toString())
                    .put("digest", tag.manifest().digest().toString())
                    .put("written", tag.written())
                    .putArray("platforms");
            tag.platforms().forEach(platform -> platforms.add(platform.toString()));
        }
        return data.put("layersCompressed", report.layersCompressed()).put("bytesSent", report.bytesSent());
    }

    /** A hub is no image: {@code docker.io/istio} is not completed to a library image. */
    static Repository repository(String text) {
        return Hub.parse(text).repository();
    }
}
