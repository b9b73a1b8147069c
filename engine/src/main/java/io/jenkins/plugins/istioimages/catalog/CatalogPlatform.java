package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;

/**
 * An image of one platform.
 *
 * @param platform it runs on
 * @param digest of its manifest
 * @param size bytes of manifest, config and layers together, as a registry holds them
 * @param stage id of the stage that made it
 */
public record CatalogPlatform(Platform platform, Digest digest, long size, String stage) {}
