package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Digest;

/**
 * A layer of an image in an archive.
 *
 * @param blob where it stands
 * @param diffId digest of the uncompressed layer as the image's config says it; not verified before it is read
 */
public record ArchiveLayer(ArchiveBlob blob, Digest diffId) {}
