package io.jenkins.plugins.istioimages.jenkins.agents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.bills.BillClaim;
import io.jenkins.plugins.istioimages.publish.bills.BillSeal;
import io.jenkins.plugins.istioimages.publish.bills.ImageBills;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.release.ReleasePublisher;
import io.jenkins.plugins.istioimages.publish.release.ReleasePublisher.Outcome;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptFiles;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptJson;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a release to its targets, or says what that would do. Receipts are written beside the release and given as JSON:
 * {@code {"targets": [receipt, …], "catalogs": {"registry HUB": images.yaml, …}, "problems": […]}}.
 */
public final class PublishReleaseCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String release;
    private final String version;
    private final RegistryTargets registries;
    private final Machine machine;
    private final ArrayList<TargetGroup> groups = new ArrayList<>();
    private Mode mode = Mode.PUBLISH;
    private boolean replace;
    private String catalog = "";
    private String staging = "";
    private boolean bills;
    private ReleaseSignatures signatures;

    /**
     * @param release directory {@code out} in the workspace; it need not be there where images alone are published
     * @param version of it
     */
    public PublishReleaseCallable(String release, String version, RegistryTargets registries, Machine machine) {
        this.release = release;
        this.version = version;
        this.registries = registries;
        this.machine = machine;
    }

    /** @param overwrites what is in the way */
    public PublishReleaseCallable in(Mode how, boolean overwrites) {
        mode = how;
        replace = overwrites;
        return this;
    }

    /**
     * @param images text of {@code images.yaml}
     * @param where the images are: {@code oci:DIR}, or empty for the registries that the catalog names
     */
    public PublishReleaseCallable images(String images, String where) {
        catalog = images;
        staging = where;
        return this;
    }

    /** @param attached whether each image gets a bill of what is in it, signed where images are */
    public PublishReleaseCallable bills(boolean attached) {
        bills = attached;
        return this;
    }

    /** Has images signed before the first of them is tagged. */
    public PublishReleaseCallable signed(ReleaseSignatures made) {
        signatures = made;
        return this;
    }

    /** Beside registries. */
    public PublishReleaseCallable to(List<TargetGroup> others) {
        groups.addAll(others);
        return this;
    }

    @Override
    String work(Path workspace) {
        Path directory = PlanCallable.inside(workspace, release);
        Path receipts = directory.resolveSibling(ReceiptFiles.DIRECTORY);
        ReleasePublisher publisher = new ReleasePublisher(version, receipts, mode, replace, machine::say);
        try (RegistryStore targets = machine.login().open(machine.environment(), machine.log())) {
            List<PublishTarget> others = others(workspace, targets);
            if (registries.hubs().isEmpty()) {
                return answer(publisher.run(List.of(), others));
            }
            Catalog images = CatalogYaml.read("images.yaml", catalog.getBytes(StandardCharsets.UTF_8));
            Path made = BillsCallable.place(workspace);
            try (Staging source = Staging.open(staging, machine);
                    ImageBills contents = contents(source, images, made)) {
                return answer(publisher.run(
                        registries.images(images, source.store(), targets, seal(contents), machine.log()), others));
            } finally {
                ImageBills.delete(made);
            }
        }
    }

    /** What is signed was made before, and is attached as it was signed. */
    private ImageBills contents(Staging source, Catalog images, Path made) {
        ImageBills contents = new ImageBills(source.store(), images);
        return bills && signatures != null && mode == Mode.PUBLISH ? contents.keptIn(made) : contents;
    }

    private Seal seal(ImageBills contents) {
        Optional<ReleaseSignatures> made = Optional.ofNullable(signatures);
        Seal signed = made.map(ReleaseSignatures::seal).orElse(Seal.NONE);
        return bills
                ? Seal.all(List.of(signed, new BillSeal(contents, made.<BillClaim>map(ReleaseSignatures::bills))))
                : signed;
    }

    private List<PublishTarget> others(Path workspace, RegistryStore targets) {
        if (!registries.needsFiles() && groups.isEmpty()) {
            return List.of();
        }
        ReleaseFolder folder = ReleaseFolder.open(PlanCallable.inside(workspace, release));
        if (!folder.version().equals(version)) {
            throw new InputException("the release in " + release + " is " + folder.version() + ", not " + version);
        }
        List<PublishTarget> others = new ArrayList<>();
        if (registries.needsFiles()) {
            others.addAll(registries.charts(folder, targets));
        }
        groups.forEach(group -> others.addAll(group.targets(folder, workspace, machine)));
        return others;
    }

    private String answer(Outcome outcome) {
        ObjectNode json = Json.object();
        ArrayNode targets = json.putArray("targets");
        outcome.receipts().forEach(receipt -> {
            targets.add(ReceiptJson.of(version, receipt));
            receipt.problem().ifPresent(problem -> machine.say(receipt.target() + ": " + problem));
        });
        ObjectNode catalogs = json.putObject("catalogs");
        outcome.catalogs().forEach((hub, there) -> catalogs.put(hub.toString(), CatalogYaml.write(there)));
        ArrayNode problems = json.putArray("problems");
        outcome.problems().forEach(problems::add);
        return Json.pretty(json);
    }
}
