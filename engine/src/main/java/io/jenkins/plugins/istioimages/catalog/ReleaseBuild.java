package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.LocalExecutor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.LockYaml;
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

    /**
     * @param staging where stages leave their images, and where tags are written
     * @param compressor id of what compresses layers
     */
    public ReleaseBuild(ImageStore staging, LocalExecutor executor, String compressor) {
        this.staging = staging;
        this.executor = executor;
        this.compressor = compressor;
    }

    /**
     * Builds.
     *
     * @param output gets the catalog, its page and the lock, when everything that they say is in the store
     * @throws io.jenkins.plugins.istioimages.build.BuildFailedException if stages failed
     * @throws CatalogException if what was built does not fit together
     */
    public Catalog run(PlannedRelease release, ReleaseDirectory output) {
        List<ImageRecord> records = executor.execute(release.plan());
        List<Platform> order =
                release.plan().stages().stream().map(Stage::platform).distinct().toList();
        Catalog catalog = new CatalogBuilder(staging, release.plan().tags()::of, order)
                .build(release.manifest(), release.lock(), Optional.of(compressor), records);
        output.write(LOCK, LockYaml.write(release.manifest(), release.lock()));
        output.write(PAGE, new HtmlRendering().render(catalog));
        output.write(CATALOG, CatalogYaml.write(catalog));
        return catalog;
    }
}
