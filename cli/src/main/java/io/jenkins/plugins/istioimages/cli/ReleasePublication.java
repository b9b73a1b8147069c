package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.KeySeal;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptFiles;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptJson;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** {@code publish --release}: brings a release to all targets that were named, or says what that would do. */
final class ReleasePublication {
    private final Terminal terminal;
    private final ReleaseFolder release;
    private final ReleaseChoices choices;
    private final Map<String, String> environment;
    private final List<HubTarget> hubs = new ArrayList<>();
    private final Queue<String> unwritten = new ConcurrentLinkedQueue<>();

    ReleasePublication(Terminal terminal, ReleaseChoices choices, Map<String, String> environment) {
        this.terminal = terminal;
        this.release = ReleaseFolder.open(choices.release());
        this.choices = choices;
        this.environment = environment;
    }

    /**
     * Does it.
     *
     * @param names of hubs
     * @param tags instead of the version
     * @param json whether the result is told as data
     * @return the exit status: 0 if every target is, or can be made, as it should be
     */
    int run(List<String> names, List<String> tags, SignOptions signing, Stores stores, boolean json) {
        Mode mode = choices.mode();
        Seal seal = choices.hubs().verified(mode == Mode.VERIFY).orElseGet(() -> signing.key(environment)
                .<Seal>map(key -> new KeySeal(key, signing.claims()))
                .orElse(Seal.NONE));
        ProgressModel model = new ProgressModel();
        List<Receipt> receipts;
        try (ProgressView view = stores.progress().show(model, terminal);
                RegistryStore registries =
                        stores.registries().registries(model.transfers(StoreOptions.notices(view::say)))) {
            TransferListener listener = model.transfers(StoreOptions.notices(view::say));
            List<PublishTarget> targets = new ArrayList<>(others(registries, view::say));
            if (names.isEmpty()) {
                receipts = run(mode, targets, view);
            } else {
                Catalog catalog = release.catalog();
                try (ImageStore images = choices.hubs().source(release, catalog, registries)) {
                    hubs.addAll(choices.hubs()
                            .images(
                                    names,
                                    new HubTarget.Release(
                                            catalog, images, choices.hubs().tags(tags)),
                                    registries,
                                    seal,
                                    listener));
                    targets.addAll(0, mode == Mode.VERIFY ? thorough() : hubs);
                    receipts = run(mode, targets, view);
                }
            }
        }
        tell(receipts, json);
        boolean well = unwritten.isEmpty() && receipts.stream().allMatch(receipt -> isWell(mode, receipt));
        return well ? 0 : ErrorReport.FAILED;
    }

    /** How registries are reached, and how it is shown. */
    record Stores(StoreOptions registries, ProgressOption progress) {}

    private List<HubTarget> thorough() {
        return hubs.stream().map(HubTarget::thorough).toList();
    }

    private List<PublishTarget> others(RegistryStore registries, Consumer<String> lines) {
        List<PublishTarget> targets = new ArrayList<>(choices.hubs().charts(release, registries));
        targets.addAll(choices.buckets().targets(release, environment));
        targets.addAll(choices.tags().targets(release, environment, lines));
        targets.addAll(choices.grafana().targets(release, environment, lines));
        return targets;
    }

    private List<Receipt> run(Mode mode, List<PublishTarget> targets, ProgressView view) {
        if (targets.isEmpty()) {
            throw new InputException("say where the release goes: --hub, --chart-hub, --bucket, --helm-bucket,"
                    + " --git-tags, --github, --grafana");
        }
        view.tell((switch (mode) {
                    case PUBLISH -> "publishing ";
                    case DRY_RUN -> "looking what would be published of ";
                    case VERIFY -> "looking for ";
                })
                + release.version() + " in " + release.out() + " to " + targets.size() + " targets");
        ReceiptFiles files = new ReceiptFiles(receipts(), release.version());
        return new Publication(mode, choices.replace(), receipt -> {
                    if (mode == Mode.PUBLISH) {
                        account(files, receipt);
                    }
                    view.tell(receipt.target() + ": " + receipt.status().name().toLowerCase(Locale.ROOT));
                })
                .run(targets);
    }

    private Path receipts() {
        return choices.receipts().orElseGet(() -> release.beside(ReceiptFiles.DIRECTORY));
    }

    /** A disk that is full must not stop the other targets. */
    private void account(ReceiptFiles files, Receipt receipt) {
        try {
            files.write(receipt);
            for (HubTarget hub : hubs) {
                if (hub.name().equals(receipt.target()) && receipt.complete()) {
                    writeCatalog(hub);
                }
            }
        } catch (InputException | WorkException e) {
            unwritten.add(e.getMessage());
        }
    }

    /** With tags and attachments as they are there. */
    private void writeCatalog(HubTarget hub) {
        Path file = receipts().resolve(ReceiptFiles.fileName(hub.name()) + ".images.yaml");
        try {
            CatalogFiles.replace(file, CatalogYaml.write(hub.published()));
        } catch (IOException e) {
            throw new WorkException("cannot write " + file + ": " + e, e);
        }
    }

    private void tell(List<Receipt> receipts, boolean json) {
        if (json) {
            ObjectNode data = Json.object().put("release", release.version());
            ArrayNode targets = data.putArray("targets");
            receipts.forEach(receipt -> targets.add(ReceiptJson.of(release.version(), receipt)));
            terminal.out().print(Json.pretty(data));
        } else {
            terminal.out().print(ReceiptText.of(receipts));
        }
        receipts.forEach(receipt -> receipt.problem()
                .ifPresent(problem -> terminal.err().println("error: " + receipt.target() + ": " + problem)));
        unwritten.forEach(problem -> terminal.err().println("error: " + problem));
        terminal.out().flush();
        terminal.err().flush();
    }

    private static boolean isWell(Mode mode, Receipt receipt) {
        return receipt.complete() || mode == Mode.DRY_RUN && receipt.status() == Status.INCOMPLETE;
    }
}
