package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ContainerLoad;
import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.StageFiles;
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
import io.jenkins.plugins.istioimages.source.LockYaml;
import io.jenkins.plugins.istioimages.source.RecordYaml;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Puts a release together of what its stages left in the staging store: {@code out} in release-builder's layout, with
 * images as archives, and what accounts for all of it. What is there already is left alone.
 */
public final class ReleaseAssembly {
    private final ImageStore staging;
    private final Optional<ContainerLoad> engine;

    /**
     * @param staging has what the stages made
     * @param engine gets the images where the manifest's {@code dockerOutput} is {@code context}; none where no engine of
     *     this machine is to have them
     */
    public ReleaseAssembly(ImageStore staging, Optional<ContainerLoad> engine) {
        this.staging = staging;
        this.engine = engine;
    }

    /** Whether the images of a release are for a container engine, and not for archives. */
    public static boolean leavesImagesInEngine(PlannedRelease release) {
        return release.manifest().dockerOutput() == DockerOutput.CONTEXT
                && release.plan().stages().stream().anyMatch(stage -> stage.kind() == StageKind.ISTIO);
    }

    /**
     * Writes {@code out}.
     *
     * @param catalog of the images; empty where none were to be made
     * @param files of all stages
     * @return what to tell of another release that was in {@code out}; empty where there was none
     */
    public Optional<String> write(
            PlannedRelease release, Optional<Catalog> catalog, List<FileRecord> files, ReleaseDirectory output) {
        ReleaseFiles placed =
                new ReleaseFiles(output, new StageFiles(staging, release.plan().hub()));
        String manifest = record(release);
        Optional<String> removed = new EarlierRelease(output.out()).remove(manifest);
        // First of all: it tells the next build whose files are here.
        output.write(ReleaseLayout.MANIFEST, manifest);
        placed.place(files);
        output.write(ReleaseBuild.LOCK, LockYaml.write(release.manifest(), release.lock()));
        catalog.ifPresent(images -> writeImages(release, images, output));
        if (release.outputs().contains(Output.SBOM) || hasBill(output)) {
            writeBill(release, catalog, output);
        }
        placed.writeChecksums();
        return removed;
    }

    private void writeImages(PlannedRelease release, Catalog catalog, ReleaseDirectory output) {
        ImageArchives archives =
                new ImageArchives(staging, hub(release), release.plan().version());
        if (leavesImagesInEngine(release)) {
            engine.ifPresent(local -> archives.load(catalog, output.work(), local));
        } else {
            archives.write(catalog, output.out());
        }
        output.write(ReleaseBuild.PAGE, new HtmlRendering().render(catalog));
        output.write(ReleaseBuild.CATALOG, CatalogYaml.write(catalog));
    }

    /** The manifest's, whatever the images are called where they are staged. */
    private static Hub hub(PlannedRelease release) {
        return Hub.parse(release.manifest().docker().orElse(Hub.DEFAULT));
    }

    /** One that is there already is kept true. */
    private static boolean hasBill(ReleaseDirectory output) {
        return Files.isRegularFile(output.out().resolve(BillsOfMaterials.RELEASE));
    }

    /** Of what is released; that of the sources is a stage's file. */
    private void writeBill(PlannedRelease release, Optional<Catalog> catalog, ReleaseDirectory output) {
        String version = release.manifest().version();
        new BillsOfMaterials(version, release.lock().istio().committed())
                .release(output.out(), catalog, new StoreContents(staging, Marks.of(version))::of)
                .ifPresent(text -> output.write(BillsOfMaterials.RELEASE, text));
    }

    private static String record(PlannedRelease release) {
        return RecordYaml.write(
                release.manifest(),
                release.platforms().stream().map(Platform::toString).toList(),
                release.lock());
    }
}
