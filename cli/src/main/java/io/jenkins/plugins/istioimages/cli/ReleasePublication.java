package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.bills.BillSeal;
import io.jenkins.plugins.istioimages.publish.bills.ImageBills;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.PublishableImages;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.release.ReleasePublisher;
import io.jenkins.plugins.istioimages.publish.release.ReleasePublisher.Outcome;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptFiles;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptJson;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code publish --release}: brings a release to all targets that were named, or says what that would do. */
final class ReleasePublication {
    private final Terminal terminal;
    private final ReleaseFolder release;
    private final ReleaseChoices choices;
    private final Map<String, String> environment;

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
        ImageSigning seals = choices.hubs()
                .verified(mode == Mode.VERIFY, signing, environment, stores.registries())
                .orElseGet(() -> signing.signing(environment, stores.registries()));
        ProgressModel model = new ProgressModel();
        Outcome outcome;
        try (ProgressView view = stores.progress().show(model, terminal);
                RegistryStore registries =
                        stores.registries().registries(model.transfers(StoreOptions.notices(view::say)))) {
            TransferListener listener = model.transfers(StoreOptions.notices(view::say));
            List<PublishTarget> others = others(registries, view::say);
            if (names.isEmpty()) {
                outcome = run(mode, List.of(), others, view);
            } else {
                Catalog catalog = PublishableImages.of(release.catalog(), names);
                try (ImageStore images = choices.hubs().source(release, catalog, registries);
                        ImageBills bills = new ImageBills(images, catalog)) {
                    HubTarget.Release what = new HubTarget.Release(
                            catalog, images, choices.hubs().tags(tags));
                    Seal all = withBills(seals.in(registries), bills);
                    outcome = run(mode, choices.hubs().images(names, what, registries, all, listener), others, view);
                }
            }
        }
        tell(outcome, json);
        return outcome.isWell() ? 0 : ErrorReport.FAILED;
    }

    /** How registries are reached, and how it is shown. */
    record Stores(StoreOptions registries, ProgressOption progress) {}

    private Seal withBills(ImageSigning.Sealed sealed, ImageBills bills) {
        return choices.hubs().hasBills(release.hasBill())
                ? Seal.all(List.of(sealed.seal(), new BillSeal(bills, sealed.bills())))
                : sealed.seal();
    }

    private List<PublishTarget> others(RegistryStore registries, Consumer<String> lines) {
        List<PublishTarget> targets = new ArrayList<>(choices.hubs().charts(release, registries));
        targets.addAll(choices.buckets().targets(release, environment));
        targets.addAll(choices.tags().targets(release, environment, lines));
        targets.addAll(choices.grafana().targets(release, environment, lines));
        return targets;
    }

    private Outcome run(Mode mode, List<HubTarget> hubs, List<PublishTarget> others, ProgressView view) {
        int targets = hubs.size() + others.size();
        if (targets == 0) {
            throw new InputException("say where the release goes: --hub, --chart-hub, --bucket, --helm-bucket,"
                    + " --git-tags, --github, --grafana");
        }
        view.tell((switch (mode) {
                    case PUBLISH -> "publishing ";
                    case DRY_RUN -> "looking what would be published of ";
                    case VERIFY -> "looking for ";
                })
                + release.version() + " in " + release.out() + " to " + targets + " targets");
        Path receipts = choices.receipts().orElseGet(() -> release.beside(ReceiptFiles.DIRECTORY));
        return new ReleasePublisher(release.version(), receipts, mode, choices.replace(), view::tell).run(hubs, others);
    }

    private void tell(Outcome outcome, boolean json) {
        List<Receipt> receipts = outcome.receipts();
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
        outcome.problems().forEach(problem -> terminal.err().println("error: " + problem));
        terminal.out().flush();
        terminal.err().flush();
    }
}
