package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.BuilderContainer;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;

/** Looks whether a stage was made before; if not, gets its sources ready for its commands. */
public final class PrepareCallable extends EngineCallable<PrepareCallable.Answer> {
    private static final long serialVersionUID = 1L;

    private final String plan;
    private final String stage;
    private final Machine machine;

    /** @param plan text of a {@link PlanDocument} */
    public PrepareCallable(String plan, String stage, Machine machine) {
        this.plan = plan;
        this.stage = stage;
        this.machine = machine;
    }

    @Override
    Answer work(Path workspace) {
        PlanDocument document = PlanDocument.read(plan);
        Stage todo = document.stage(stage);
        try (StageWorkshop workshop = StageWorkshop.open(document, workspace, machine)) {
            Digest key = workshop.execution().key(todo);
            Optional<StageRecords> before = workshop.execution().find(todo, key);
            if (before.isPresent()) {
                return new Answer(key.toString(), StageImages.write(before.get()), "");
            }
            machine.log().say("prepares stage " + stage);
            StageDirectory directory = workshop.runner().prepare(todo);
            Answer ready = new Answer(key.toString(), "", directory.path().toString());
            if (todo.inContainer()) {
                BuilderContainer container = workshop.container();
                ready.in(container.image(todo).id(), container.keepsUser(directory));
            }
            return ready;
        }
    }

    /** What the agent says, to be checked. */
    public static final class Answer implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String key;
        private final String made;
        private final String directory;
        private String image = "";
        private boolean keepsUser;

        /**
         * @param key of the stage, with its base images as they are now
         * @param made records of what was made before; empty where the stage has to run
         * @param directory of the stage on the agent; empty where it need not run
         */
        public Answer(String key, String made, String directory) {
            this.key = key;
            this.made = made;
            this.directory = directory;
        }

        /**
         * Adds what the commands run in.
         *
         * @param builder id of the image
         * @param keeps see {@link BuilderContainer#keepsUser}
         */
        public Answer in(String builder, boolean keeps) {
            image = builder;
            keepsUser = keeps;
            return this;
        }

        public String key() {
            return key;
        }

        public String made() {
            return made;
        }

        public String directory() {
            return directory;
        }

        public String image() {
            return image;
        }

        public boolean keepsUser() {
            return keepsUser;
        }
    }
}
