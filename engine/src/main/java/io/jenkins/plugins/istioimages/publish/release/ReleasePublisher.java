package io.jenkins.plugins.istioimages.publish.release;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.publish.targets.ReceiptFiles;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Brings a release to its targets, or says what that would do, and accounts for each in a directory of receipts. */
public final class ReleasePublisher {
    /** Behind a hub's name: the catalog of what is there. */
    public static final String CATALOG_SUFFIX = ".images.yaml";

    private final String version;
    private final Path receipts;
    private final Mode mode;
    private final boolean replace;
    private final Consumer<String> lines;

    /**
     * @param version of the release
     * @param receipts directory that they are written to when something is published
     * @param replace whether what is in the way goes
     * @param lines hears what becomes of each target, from several threads
     */
    public ReleasePublisher(String version, Path receipts, Mode mode, boolean replace, Consumer<String> lines) {
        this.version = version;
        this.receipts = receipts;
        this.mode = mode;
        this.replace = replace;
        this.lines = lines;
    }

    /**
     * What came of it.
     *
     * @param receipts of all targets, in their order
     * @param catalogs what hubs have of the release now, with tags and attachments: those that were published to
     * @param problems why receipts could not be written
     */
    public record Outcome(Mode mode, List<Receipt> receipts, Map<TargetName, Catalog> catalogs, List<String> problems) {
        public Outcome {
            receipts = List.copyOf(receipts);
            catalogs = Map.copyOf(catalogs);
            problems = List.copyOf(problems);
        }

        /** Whether every target is as it should be; of a dry run, whether it can be made so. */
        public boolean isWell() {
            return problems.isEmpty() && receipts.stream().allMatch(receipt -> isWell(mode, receipt));
        }

        private static boolean isWell(Mode mode, Receipt receipt) {
            return receipt.complete() || mode == Mode.DRY_RUN && receipt.status() == Status.INCOMPLETE;
        }
    }

    /**
     * Goes through all targets, side by side; one that fails stops no other.
     *
     * @param hubs that get the images
     * @param others that get something else
     * @throws InputException if there is none, or two have one name
     */
    public Outcome run(List<HubTarget> hubs, List<PublishTarget> others) {
        List<PublishTarget> targets = new ArrayList<>();
        hubs.forEach(hub -> targets.add(mode == Mode.VERIFY ? hub.thorough() : hub));
        targets.addAll(others);
        Account account = new Account(hubs);
        List<Receipt> all = new Publication(mode, replace, receipt -> {
                    if (mode == Mode.PUBLISH) {
                        account.add(receipt);
                    }
                    lines.accept(
                            receipt.target() + ": " + receipt.status().name().toLowerCase(Locale.ROOT));
                })
                .run(targets);
        return new Outcome(mode, all, account.catalogs, List.copyOf(account.problems));
    }

    /** A disk that is full must not stop the other targets. */
    private final class Account {
        private final ReceiptFiles files = new ReceiptFiles(receipts, version);
        private final List<HubTarget> hubs;
        private final Map<TargetName, Catalog> catalogs = new ConcurrentHashMap<>();
        private final Queue<String> problems = new ConcurrentLinkedQueue<>();

        Account(List<HubTarget> hubs) {
            this.hubs = hubs;
        }

        void add(Receipt receipt) {
            try {
                files.write(receipt);
                for (HubTarget hub : hubs) {
                    if (hub.name().equals(receipt.target()) && receipt.complete()) {
                        write(hub);
                    }
                }
            } catch (InputException | WorkException e) {
                problems.add(e.getMessage());
            }
        }

        private void write(HubTarget hub) {
            Catalog there = hub.published();
            catalogs.put(hub.name(), there);
            Path file = receipts.resolve(ReceiptFiles.fileName(hub.name()) + CATALOG_SUFFIX);
            try {
                CatalogFiles.replace(file, CatalogYaml.write(there));
            } catch (IOException e) {
                throw new WorkException("cannot write " + file + ": " + e, e);
            }
        }
    }
}
