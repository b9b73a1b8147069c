package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.Lock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * A release that can be built. It is kept as the document that the agent which planned it wrote: records of the engine do
 * not live in the saved state of a Pipeline.
 */
public final class ReleasePlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String document;
    private final String version;
    private final String hub;
    private final ArrayList<String> notices;
    private final ArrayList<PlannedStage> stages;
    private final ArrayList<String> outputs;

    private ReleasePlan(String document, PlanDocument read) {
        Plan plan = read.plan();
        this.document = document;
        this.version = plan.version();
        this.hub = plan.hub().toString();
        this.notices = new ArrayList<>(plan.notices());
        this.stages =
                new ArrayList<>(plan.stages().stream().map(PlannedStage::of).toList());
        this.outputs =
                new ArrayList<>(read.outputs().stream().sorted().map(Output::id).toList());
    }

    /**
     * Reads a document as something that anybody may have written.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it is no plan
     */
    public static ReleasePlan of(String document) {
        PlanDocument read = PlanDocument.read(document);
        return new ReleasePlan(document, read);
    }

    /** The version of the release. */
    @Whitelisted
    public String getVersion() {
        return version;
    }

    /** Registry and path that images go below. */
    @Whitelisted
    public String getHub() {
        return hub;
    }

    /** Where its images are staged: registry and path, or {@code oci:DIR}. */
    @Whitelisted
    public String getStaging() {
        String staging = PlanDocument.read(document).staging();
        return staging.isEmpty() ? hub : staging;
    }

    /** What the user should know before it starts. */
    @Whitelisted
    public List<String> getNotices() {
        return Collections.unmodifiableList(notices);
    }

    /** What is made of the manifest's outputs: {@code docker}, {@code helm} and so on. */
    @Whitelisted
    public List<String> getOutputs() {
        return Collections.unmodifiableList(outputs);
    }

    /** In an order in which each comes after what it needs. */
    @Whitelisted
    public List<PlannedStage> getStages() {
        return Collections.unmodifiableList(stages);
    }

    /**
     * The release's own base images as a plan by themselves: its stages come before all others, and what they made is
     * collected before. Null where the release stands on images that are there.
     */
    @Whitelisted
    public ReleasePlan getBases() {
        return PlanDocument.read(document).ofBases().map(ReleasePlan::of).orElse(null);
    }

    /** The release manifest with every source at its commit: {@code lock.yaml}. */
    @Whitelisted
    public String getLock() {
        return PlanDocument.read(document).lockYaml();
    }

    /**
     * Stages in groups of which each needs only groups before it, so that all of a group may run at once.
     */
    @Whitelisted
    public List<List<PlannedStage>> getWaves() {
        return Waves.of(stages);
    }

    /**
     * The part of one platform, with another place for its images. For scripts of the plugin alone.
     *
     * @param staging as the parameter of {@code istioPlan}
     */
    public ReleasePlan only(String platform, String staging) {
        return of(PlanDocument.read(document).only(Platform.parse(platform), staging));
    }

    /** The text to hand to an agent. */
    public String document() {
        return document;
    }

    /** The plan as the engine has it. */
    public Plan plan() {
        return PlanDocument.read(document).plan();
    }

    /** The sources as the engine has them. */
    public Lock lock() {
        return PlanDocument.read(document).lock();
    }

    /** How builder containers are run. */
    public ContainerOptions container() {
        return PlanDocument.read(document).container();
    }

    /**
     * A stage as the engine has it.
     *
     * @throws WorkException if the plan has none of that id
     */
    public Stage stage(String id) {
        return PlanDocument.read(document).stage(id);
    }

    @Override
    public String toString() {
        return "plan of " + version + " with " + stages.size() + " stages";
    }
}
