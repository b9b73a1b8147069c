package io.jenkins.plugins.istioimages.jenkins.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A stage whose commands can run, or one that needs not run, because what it would make is there. */
public final class PreparedStage implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final String key;
    private final StageImages images;
    private final ArrayList<StageCommand> commands;
    private StageContainer container;

    /**
     * @param key names the stage's result
     * @param images what was made before; null where the stage has to run
     * @param commands what has to run
     */
    public PreparedStage(String stage, String key, Optional<StageImages> images, List<StageCommand> commands) {
        this.stage = stage;
        this.key = key;
        this.images = images.orElse(null);
        this.commands = new ArrayList<>(commands);
    }

    /** Has the commands run in a builder container, not on the agent itself. */
    public PreparedStage in(StageContainer builder) {
        container = builder;
        return this;
    }

    /** Id of the stage. */
    @Whitelisted
    public String getStage() {
        return stage;
    }

    /** Names the stage's result. */
    public String key() {
        return key;
    }

    /** Whether there is nothing to run. */
    @Whitelisted
    public boolean isDone() {
        return images != null;
    }

    /** What was made before; null where the stage has to run. */
    @Whitelisted
    public StageImages getImages() {
        return images;
    }

    /** What the commands run in; null for the agent itself. */
    @Whitelisted
    public StageContainer getContainer() {
        return container;
    }

    /** What has to run, in this order. */
    @Whitelisted
    public List<StageCommand> getCommands() {
        return Collections.unmodifiableList(commands);
    }
}
