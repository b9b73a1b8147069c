package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Reference;

/**
 * A Wasm plugin image that is where it should be.
 *
 * @param reference its tag
 * @param manifest descriptor of its manifest, whose digest Istio compares
 * @param module what is in it
 * @param size bytes of manifest, config and layers together
 * @param bytesSent of blobs
 * @param written whether the tag was set; else it was there
 */
public record WasmPublished(
        Reference reference, Descriptor manifest, WasmModule module, long size, long bytesSent, boolean written) {}
