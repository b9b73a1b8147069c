package io.jenkins.plugins.istioimages.bench.registry;

/** Where a contender leaves the images of a platform. */
public enum TagScheme {
    /** In an index under the tag that users see. */
    INDEX,
    /** Under a tag per platform, as tools that cannot make an index leave them: {@code 1.14.5} and {@code 1.14.5-arm64}. */
    PER_PLATFORM
}
