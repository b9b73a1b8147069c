package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.List;
import java.util.Set;

/**
 * A release that can be built.
 *
 * @param manifest what was asked for
 * @param lock its sources at their commits
 * @param plan the stages that make it
 * @param outputs of the manifest those that are made
 * @param platforms that it is made for, also where no stage is of one of them
 */
public record PlannedRelease(
        ReleaseManifest manifest, Lock lock, Plan plan, Set<Output> outputs, List<Platform> platforms) {
    public PlannedRelease {
        outputs = Set.copyOf(outputs);
        platforms = List.copyOf(platforms);
    }

    /** One of which everything is made, for all of its platforms. */
    public PlannedRelease(ReleaseManifest manifest, Lock lock, Plan plan) {
        this(manifest, lock, plan, manifest.outputs(), manifest.architectures());
    }
}
