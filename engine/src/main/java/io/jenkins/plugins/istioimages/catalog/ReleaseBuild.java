package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ContainerLoad;
import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.LocalExecutor;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.store.ImageStore;
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
        return run(Optional.empty(), release, output);
    }

    /**
     * Builds base images, tags them in the store, then builds what stands on them; the catalog has both.
     *
     * @param bases of the same release; empty where it stands on others
     * @throws io.jenkins.plugins.istioimages.build.BuildFailedException if stages failed
     * @throws CatalogException if what was built does not fit together
     */
    public Built run(Optional<PlannedRelease> bases, PlannedRelease release, ReleaseDirectory output) {
        if (ReleaseAssembly.leavesImagesInEngine(release)) {
            engine.check("dockerOutput: context");
        }
        StageRecords first = bases.map(this::tagged).orElse(StageRecords.NONE);
        StageRecords records = StageRecords.all(List.of(first, executor.execute(release.plan())));
        Optional<Catalog> catalog =
                records.images().isEmpty() ? Optional.empty() : Optional.of(catalog(release, records));
        Optional<String> removed =
                new ReleaseAssembly(staging, Optional.of(engine)).write(release, catalog, records.files(), output);
        return new Built(catalog, records.files(), removed);
    }

    /** Base images where the stages that come then look for them. */
    private StageRecords tagged(PlannedRelease bases) {
        StageRecords records = executor.execute(bases.plan());
        catalog(bases, records);
        return records;
    }

    private Catalog catalog(PlannedRelease release, StageRecords records) {
        return new CatalogBuilder(staging, release.plan().tags()::of, release.platforms())
                .build(release.manifest(), release.lock(), Optional.of(compressor), records.images());
    }
}
