package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.ReleaseAssembly;
import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a release together in the workspace; gives the path of its directory {@code out}. */
public final class AssembleCallable extends EngineCallable<String> {
    /** Where the release lies in the workspace. */
    public static final String OUT = StageWorkshop.WORK + "/out";

    private static final long serialVersionUID = 1L;

    private final String plan;
    private final ArrayList<String> records;
    private final String catalog;
    private final Machine machine;

    /**
     * @param plan text of a {@link PlanDocument}
     * @param records texts of records, one for each stage
     * @param catalog text of {@code images.yaml}; empty where no images were made
     */
    public AssembleCallable(String plan, List<String> records, String catalog, Machine machine) {
        this.plan = plan;
        this.records = new ArrayList<>(records);
        this.catalog = catalog;
        this.machine = machine;
    }

    @Override
    String work(Path workspace) {
        PlanDocument document = PlanDocument.read(plan);
        PlannedRelease release = document.release();
        StageRecords made = StageImages.readAll(records, "records of stages");
        try (Staging staging = Staging.open(document.staging(), machine);
                ReleaseDirectory directory = ReleaseDirectory.take(workspace.resolve(StageWorkshop.WORK))) {
            if (ReleaseAssembly.leavesImagesInEngine(release)) {
                machine.notice("dockerOutput: context is about the container engine of one machine; here the images are"
                        + " in the staging registry, and there are no archives of them");
            }
            directory.clear();
            // An agent's container engine is not the user's: nothing is left in it.
            new ReleaseAssembly(staging.store(), Optional.empty()).write(release, catalog(), made.files(), directory);
        }
        machine.say("release " + document.plan().version() + " is in " + OUT + ": "
                + made.files().size() + " files of stages, and what accounts for them");
        return OUT;
    }

    private Optional<Catalog> catalog() {
        return catalog.isEmpty()
                ? Optional.empty()
                : Optional.of(CatalogYaml.read("images.yaml", catalog.getBytes(StandardCharsets.UTF_8)));
    }
}
