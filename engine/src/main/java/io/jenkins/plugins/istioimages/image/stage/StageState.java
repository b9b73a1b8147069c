package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.dockerfile.Scope;
import io.jenkins.plugins.istioimages.image.layer.LayerSpec;
import io.jenkins.plugins.istioimages.image.tree.StageTree;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A stage while its instructions are executed, and what came out afterwards. Used by one thread. */
final class StageState {
    private final Platform platform;
    private final Instant time;
    private final Optional<BaseImage> base;
    private final Scope scope;
    private final ConfigEditor config;
    private final StageTree tree;
    private final List<Step> steps;
    private boolean cmdSet;

    private StageState(
            Platform platform,
            Instant time,
            Optional<BaseImage> base,
            Scope scope,
            ConfigEditor config,
            StageTree tree,
            List<Step> steps) {
        this.platform = platform;
        this.time = time;
        this.base = base;
        this.scope = scope;
        this.config = config;
        this.tree = tree;
        this.steps = new ArrayList<>(steps);
    }

    /** A stage on nothing or on an image. */
    static StageState begin(
            Platform platform, Instant time, Optional<BaseImage> base, Scope scope, ConfigEditor config) {
        StageTree tree = base.map(image -> StageTree.over(image::tree)).orElseGet(StageTree::empty);
        return new StageState(platform, time, base, scope, config, tree, List.of());
    }

    /** A stage on this one. */
    StageState child() {
        return new StageState(platform, time, base, scope.child(), config.copy(), tree.child(), steps);
    }

    /** Takes in an instruction that changed no file. */
    void addEmpty(String createdBy) {
        steps.add(new Step(createdBy, Optional.empty()));
    }

    /** Takes in an instruction that made files; without any it counts as one that made none. */
    void addLayer(String createdBy, SortedMap<String, TreeNode> entries) {
        if (entries.isEmpty()) {
            addEmpty(createdBy);
            return;
        }
        tree.addAll(entries);
        steps.add(new Step(createdBy, Optional.of(new LayerSpec(entries, time))));
    }

    Platform platform() {
        return platform;
    }

    Optional<BaseImage> base() {
        return base;
    }

    Scope scope() {
        return scope;
    }

    ConfigEditor config() {
        return config;
    }

    StageTree tree() {
        return tree;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The directory that relative paths start from, without leading slash. */
    String workdir() {
        return io.jenkins.plugins.istioimages.image.tree.TreePaths.clean(config.text("WorkingDir"));
    }

    /** Whether CMD was in this stage: ENTRYPOINT then leaves it as it is. */
    boolean isCmdSet() {
        return cmdSet;
    }

    void cmdIsSet() {
        cmdSet = true;
    }

    /**
     * What one instruction did.
     *
     * @param createdBy for the history
     * @param layer empty if it changed no file
     */
    record Step(String createdBy, Optional<LayerSpec> layer) {}
}
