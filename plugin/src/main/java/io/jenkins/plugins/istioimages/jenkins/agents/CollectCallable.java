package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogBuilder;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.envoy.EnvoyAgreement;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes of the images of all stages what users pull: indexes, verified, then tags, in the staging store. Gives the text
 * of {@code images.yaml}.
 */
public final class CollectCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String plan;
    private final ArrayList<String> records;
    private final Machine machine;

    /**
     * @param plan text of a {@link PlanDocument}
     * @param records texts of records, one for each stage
     */
    public CollectCallable(String plan, List<String> records, Machine machine) {
        this.plan = plan;
        this.records = new ArrayList<>(records);
        this.machine = machine;
    }

    @Override
    String work(Path workspace) {
        PlanDocument document = PlanDocument.read(plan);
        List<ImageRecord> images = StageImages.readAll(records, "image records").images();
        List<Platform> order = document.plan().stages().stream()
                .map(Stage::platform)
                .distinct()
                .toList();
        try (Staging staging = Staging.open(document.staging(), machine)) {
            new EnvoyAgreement(staging.store()).check(images).forEach(envoy -> machine.log()
                    .say("Envoy of " + envoy.platform() + " is " + envoy.version() + ", " + envoy.origin()));
            Catalog catalog = new CatalogBuilder(
                            staging.store(), document.plan().tags()::of, order)
                    .build(document.lock(), Optional.of(document.compressor()), images);
            catalog.images().forEach(image -> machine.log().say(image.pinned() + " " + image.tags()));
            return CatalogYaml.write(catalog);
        }
    }
}
