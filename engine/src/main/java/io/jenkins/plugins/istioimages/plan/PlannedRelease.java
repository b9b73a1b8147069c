package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.source.Lock;

/**
 * A release that can be built.
 *
 * @param manifest what was asked for
 * @param lock its sources at their commits
 * @param plan the stages that make it
 */
public record PlannedRelease(ReleaseManifest manifest, Lock lock, Plan plan) {}
