package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ContainerLoad;
import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.LocalExecutor;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.catalog.contents.StoreContents;
import io.jenkins.plugins.istioimages.catalog.sbom.BillsOfMaterials;
import io.jenkins.plugins.istioimages.manifest.DockerOutput;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import io.jenkins.plugins.istioimages.source.LockYaml;
import io.jenkins.plugins.istioimages.source.RecordYaml;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The build phase on one machine: stages, then indexes and tags in the staging store, then the files that account for
 * them in the release directory. What was cut anywhere is continued by running it again.
 */
public final class ReleaseBuild {
    /** The catalog. */
    public static final String CATALOG = "images.yaml";
    /** The catalog as a page. */
    public static final String PAGE = "images.html";
    /** The manifest with every dependency at its commit: a build of it gives the same release. */
    public static final String LOCK = "lock.yaml";

    private final ImageStore staging;
    private final LocalExecutor executor;
    private final String compressor;
    private final ContainerLoad engine;

    /**
     * @param staging where stages leave what they make, and where tags are written
     * @param compressor id of what compresses layers
     * @param engine gets the images where the manifest's {@code dockerOutput} is {@code context}
     */
    public ReleaseBuild(ImageStore staging, LocalExecutor executor, String compressor, ContainerLoad engine) {
        this.staging = staging;
        this.executor = executor;
        this.compressor = compressor;
        this.engine = engine;
    }

    /**
     * What was built.
     *
     * @param catalog of the images; empty where none were to be made
     * @param files below {@code out}, in the order of the plan
     * @param removed what to tell of another release that was in {@code out}; empty where there was none
     */
    public record Built(Optional<Catalog> catalog, List<FileRecord> files, Optional<String> removed) {
        public Built {
            files = List.copyOf(files);
        }
    }

    /**
     * Builds.
     *
     * @param output gets the files, the catalog, its page, the manifest and the lock, when everything that they say is
     *     in the store
     * @throws io.jenkins.plugins.istioimages.build.BuildFailedException if stages failed
     * @throws CatalogException if what was built does not fit together
     */
    public Built run(PlannedRelease release, ReleaseDirectory output) {
        if (context(release)) {
            engine.check("dockerOutput: context");
        }
        StageRecords records = executor.execute(release.plan());
        ReleaseFiles files =
                new ReleaseFiles(output, new StageFiles(staging, release.plan().hub()));
        String manifest = record(release);
        Optional<String> removed = new EarlierRelease(output.out()).remove(manifest);
        // First of all: it tells the next build whose files are here.
        output.write(ReleaseLayout.MANIFEST, manifest);
        files.place(records.files());
        output.write(LOCK, LockYaml.write(release.manifest(), release.lock()));
        Optional<Catalog> catalog = Optional.empty();
        if (!records.images().isEmpty()) {
            catalog = Optional.of(catalog(release, records));
            ImageArchives archives =
                    new ImageArchives(staging, hub(release), release.plan().version());
            if (context(release)) {
                archives.load(catalog.get(), output.work(), engine);
            } else {
                archives.write(catalog.get(), output.out());
            }
            output.write(PAGE, new HtmlRendering().render(catalog.get()));
            output.write(CATALOG, CatalogYaml.write(catalog.get()));
        }
        if (release.outputs().contains(Output.SBOM) || hasBill(output)) {
            writeBills(release, catalog, output);
        }
        files.writeChecksums();
        return new Built(catalog, records.files(), removed);
    }

    private static boolean context(PlannedRelease release) {
        return release.manifest().dockerOutput() == DockerOutput.CONTEXT
                && release.plan().stages().stream().anyMatch(stage -> stage.kind() == StageKind.ISTIO);
    }

    /** The manifest's, whatever the images are called where they are staged. */
    private static Hub hub(PlannedRelease release) {
        return Hub.parse(release.manifest().docker().orElse(Hub.DEFAULT));
    }

    /** One that is there already is kept true. */
    private static boolean hasBill(ReleaseDirectory output) {
        return Files.isRegularFile(output.out().resolve(BillsOfMaterials.RELEASE));
    }

    private void writeBills(PlannedRelease release, Optional<Catalog> catalog, ReleaseDirectory output) {
        String version = release.manifest().version();
        BillsOfMaterials bills =
                new BillsOfMaterials(version, release.lock().istio().committed());
        output.write(BillsOfMaterials.SOURCE, bills.source(release.lock()));
        bills.release(output.out(), catalog, new StoreContents(staging, Marks.of(version))::of)
                .ifPresent(text -> output.write(BillsOfMaterials.RELEASE, text));
    }

    /** The archives' own, where there are any: they name the platforms that were planned. */
    private static String record(PlannedRelease release) {
        return release.plan().stages().stream()
                .flatMap(stage -> Optional.ofNullable(stage.parameters().get(StageParameter.MANIFEST)).stream())
                .findFirst()
                .orElseGet(() -> RecordYaml.write(
                        release.manifest(),
                        release.platforms().stream().map(Platform::toString).toList(),
                        release.lock()));
    }

    private Catalog catalog(PlannedRelease release, StageRecords records) {
        return new CatalogBuilder(staging, release.plan().tags()::of, release.platforms())
                .build(release.manifest(), release.lock(), Optional.of(compressor), records.images());
    }
}
