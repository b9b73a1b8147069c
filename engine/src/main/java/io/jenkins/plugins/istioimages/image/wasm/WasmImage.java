package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.util.List;

/**
 * An image that is ready to be pushed.
 *
 * @param module what is in it
 * @param manifest a single manifest, never an index
 * @param blobs all that it refers to, each once
 */
record WasmImage(WasmModule module, ManifestContent manifest, List<BlobSource> blobs) {
    WasmImage {
        blobs = List.copyOf(blobs);
    }
}
