package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.ArchivePublisher;
import io.jenkins.plugins.istioimages.publish.PublishReport;
import io.jenkins.plugins.istioimages.publish.PublishRequest;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.bills.ImageBills;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code publish --archives}: brings a directory of docker-archives to registries. */
final class ArchivesPublication {
    private final Terminal terminal;
    private final StoreOptions stores;
    private final ProgressOption progress;
    private final boolean json;

    /** @param json whether what was done is told as data */
    ArchivesPublication(Terminal terminal, StoreOptions stores, ProgressOption progress, boolean json) {
        this.terminal = terminal;
        this.stores = stores;
        this.progress = progress;
        this.json = json;
    }

    /**
     * Does it.
     *
     * @param compressor name of one for layers
     * @param memory the cache directory
     */
    void run(PublishRequest request, String compressor, Path memory, Attached attached) {
        // A key or document that cannot be used is told before anything is read or sent.
        SignOptions signing = attached.signing();
        Optional<Signer> key = signing.isKeyless() ? Optional.empty() : signing.key(System.getenv());
        List<Claim> claims = signing.claims();
        ImageSigning seals = key.map(signer -> ImageSigning.with(signer, claims))
                .orElseGet(() -> signing.signing(System.getenv(), stores));
        tell(publish(request, compressor, memory, (registries, bills) -> {
            List<ArchiveSigning> all = new ArrayList<>();
            key.ifPresent(signer -> all.add(new ReleaseSigning(registries, signer, claims)));
            ImageSigning.Sealed sealed = seals.in(registries);
            if (signing.isKeyless()) {
                all.add(new SealedArchives(registries, sealed.seal()));
            }
            if (attached.bills()) {
                all.add(new BilledArchives(registries, bills, sealed.bills()));
            }
            return all;
        }));
    }

    /**
     * What images get before they are tagged.
     *
     * @param signing signatures and claims
     * @param bills whether each gets a bill of what is in it
     */
    record Attached(SignOptions signing, boolean bills) {}

    private interface Signings {
        List<ArchiveSigning> of(RegistryStore registries, ImageBills bills);
    }

    /** What was done, and what was attached. */
    private record Outcome(PublishReport report, List<ArchiveSigning> attached) {}

    private void tell(Outcome outcome) {
        PublishReport report = outcome.report();
        if (json) {
            ObjectNode data = data(report);
            outcome.attached().forEach(one -> one.addTo(data));
            terminal.out().print(Json.pretty(data));
            return;
        }
        report.published().forEach(tag -> terminal.out()
                .println(tag.reference() + " " + tag.manifest().digest() + " " + tag.platforms()
                        + (tag.written() ? "" : ", was there")));
        terminal.out().println(report.layersCompressed() + " layers compressed, " + report.bytesSent() + " bytes sent");
        outcome.attached().forEach(one -> one.lines().forEach(terminal.out()::println));
    }

    private Outcome publish(PublishRequest request, String compressor, Path memory, Signings signings) {
        ProgressModel model = new ProgressModel();
        try (ProgressView view = progress.show(model, terminal);
                RegistryStore registries = stores.registries(model.transfers(StoreOptions.notices(view::say)));
                ImageBills bills = ImageBills.of(registries)) {
            // The way to the registries and the choice of the compressor take as long as all the rest where nothing is
            // missing.
            request.hubs().forEach(registries::approach);
            Compressor pressed = Compressors.of(System.getenv()).named(compressor);
            view.tell("publishing the archives in " + request.directory() + " to "
                    + request.hubs().stream().map(Repository::toString).collect(Collectors.joining(", ")));
            List<ArchiveSigning> attached = signings.of(registries, bills);
            PublishReport report = new ArchivePublisher(
                            registries,
                            pressed,
                            memory.resolve("layers"),
                            model.publishing(),
                            (repository, image) -> attached.forEach(one -> one.image(repository, image)))
                    .publish(request);
            return new Outcome(report, attached);
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
}
