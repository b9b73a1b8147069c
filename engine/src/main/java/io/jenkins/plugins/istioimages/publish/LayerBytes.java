package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.Optional;

/**
 * A layer as it is pushed.
 *
 * @param diffId of the uncompressed bytes
 * @param descriptor of the compressed bytes
 * @param content those; empty where an earlier run made them and nobody has asked for them yet
 */
record LayerBytes(Digest diffId, Descriptor descriptor, Optional<LayerContent> content) {}
