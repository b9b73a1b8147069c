package io.jenkins.plugins.istioimages.image.layer;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.nio.file.Path;

/**
 * A compressed layer in a file.
 *
 * @param descriptor of the compressed bytes
 * @param diffId of the uncompressed bytes
 * @param file that holds them
 */
public record SpooledLayer(Descriptor descriptor, Digest diffId, Path file) {}
