package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.LocalExecutor;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogBuilder;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Optional;

/** Brings Envoy for all platforms of a plan on one machine: stages, the comparison, then an index over them and its tag. */
public final class EnvoyBuild {
    /** The catalog of what was brought. */
    public static final String CATALOG = "envoy.yaml";

    private final ImageStore staging;
    private final LocalExecutor executor;
    private final String compressor;

    /**
     * @param staging where stages leave what they make, and where tags are written
     * @param compressor id of what compresses layers
     */
    public EnvoyBuild(ImageStore staging, LocalExecutor executor, String compressor) {
        this.staging = staging;
        this.executor = executor;
        this.compressor = compressor;
    }

    /**
     * What there is now.
     *
     * @param catalog of one image, for all platforms
     * @param images by platform
     */
    public record Result(Catalog catalog, List<EnvoyImage> images) {
        public Result {
            images = List.copyOf(images);
        }
    }

    /**
     * Builds what is not there yet.
     *
     * @param output gets the catalog, when everything that it says is in the store
     * @throws io.jenkins.plugins.istioimages.build.BuildFailedException if stages failed
     * @throws io.jenkins.plugins.istioimages.catalog.CatalogException if the platforms are not of one version
     */
    public Result run(PlannedRelease release, ReleaseDirectory output) {
        List<ImageRecord> records = executor.execute(release.plan()).images();
        List<EnvoyImage> images = new EnvoyAgreement(staging).check(records);
        List<Platform> order =
                release.plan().stages().stream().map(Stage::platform).distinct().toList();
        Catalog catalog = new CatalogBuilder(staging, release.plan().tags()::of, order)
                .build(release.manifest(), release.lock(), Optional.of(compressor), records);
        output.write(CATALOG, CatalogYaml.write(catalog));
        return new Result(catalog, images);
    }
}
