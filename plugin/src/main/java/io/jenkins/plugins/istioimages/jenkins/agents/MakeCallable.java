package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.nio.file.Path;

/** Makes and pushes the images or files of a stage whose commands have run, and remembers them; gives their records as text. */
public final class MakeCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String plan;
    private final String stage;
    private final String key;
    private final Machine machine;

    /**
     * @param plan text of a {@link PlanDocument}
     * @param key of the stage, as it was before it ran
     */
    public MakeCallable(String plan, String stage, String key, Machine machine) {
        this.plan = plan;
        this.stage = stage;
        this.key = key;
        this.machine = machine;
    }

    @Override
    String work(Path workspace) {
        PlanDocument document = PlanDocument.read(plan);
        Stage todo = document.stage(stage);
        try (StageWorkshop workshop = StageWorkshop.open(document, workspace, machine)) {
            StageRecords made = workshop.runner().make(todo);
            return StageImages.write(workshop.execution().keep(todo, Digest.parse(key), made));
        }
    }
}
