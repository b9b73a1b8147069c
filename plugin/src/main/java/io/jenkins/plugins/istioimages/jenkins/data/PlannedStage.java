package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A stage as scripts see it. */
public final class PlannedStage implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String platform;
    private final String label;
    private final String builderImage;
    private final ArrayList<String> needs;

    private PlannedStage(Stage stage) {
        this.id = stage.id();
        this.platform = stage.platform().toString();
        this.label = isForAnyAgent(stage) ? "" : stage.label();
        this.builderImage = stage.builderImage();
        this.needs = new ArrayList<>(stage.needs());
    }

    static PlannedStage of(Stage stage) {
        return new PlannedStage(stage);
    }

    /** Whether it runs nothing and makes the same wherever that is. */
    public static boolean isForAnyAgent(Stage stage) {
        return !stage.kind().perPlatform() && stage.commands().isEmpty();
    }

    /** Unique in the plan: {@code istio-linux-arm64}. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** What it makes images or packages for: {@code linux/arm64}; where that is the same for all, one that it may run on. */
    @Whitelisted
    public String getPlatform() {
        return platform;
    }

    /** Expression that chooses its agent; empty where any will do. */
    @Whitelisted
    public String getLabel() {
        return label;
    }

    /** Container image that its commands run in; empty where they run on the agent itself. */
    @Whitelisted
    public String getBuilderImage() {
        return builderImage;
    }

    /** Ids of the stages that must have succeeded before. */
    @Whitelisted
    public List<String> getNeeds() {
        return Collections.unmodifiableList(needs);
    }

    @Override
    public String toString() {
        return id;
    }
}
