package io.jenkins.plugins.istioimages.catalog;

/**
 * What a verification looked at.
 *
 * @param manifests and indexes
 * @param blobs configs and layers
 * @param bytes that were read and hashed
 */
public record Verified(int manifests, int blobs, long bytes) {}
