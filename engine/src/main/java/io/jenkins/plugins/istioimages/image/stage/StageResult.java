package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.layer.LayerSpec;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the last stage of a Dockerfile is: a base, layers on it, and a configuration that wants only their diff ids. */
public final class StageResult {
    private final StageState state;

    StageResult(StageState state) {
        this.state = state;
    }

    public Platform platform() {
        return state.platform();
    }

    /** Empty for an image on nothing. */
    public Optional<BaseImage> base() {
        return state.base();
    }

    /** Layers on top of the base's. */
    public List<LayerSpec> layers() {
        return state.steps().stream().flatMap(step -> step.layer().stream()).toList();
    }

    /** Whether no instruction followed FROM: the image is its base. */
    public boolean isBase() {
        return state.base().isPresent() && state.steps().isEmpty();
    }

    /**
     * The configuration of the image.
     *
     * @param diffIds of {@link #layers()}
     * @param created time of the image and of its history
     */
    public ImageConfig config(List<Digest> diffIds, Instant created) {
        ConfigEditor config = state.config().copy();
        int next = 0;
        for (StageState.Step step : state.steps()) {
            config.addHistory(created, step.createdBy(), step.layer().isEmpty());
            if (step.layer().isPresent()) {
                config.addDiffId(diffIds.get(next++));
            }
        }
        return config.finish(created);
    }
}
