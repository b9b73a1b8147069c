package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Digest;

/**
 * What tells a layer, very probably, before all of it was read: archives say which layer a file is only at their end.
 *
 * @param size of the whole layer
 * @param start digest of its first bytes
 */
record LayerPrint(long size, Digest start) {
    /** Enough to hold the headers and parts of the first files. */
    static final int LENGTH = 256 * 1024;

    static LayerPrint of(long size, byte[] start) {
        return new LayerPrint(size, Digest.sha256(start));
    }

    /** Fit for a file name. */
    String key() {
        return size + "-" + start.hex();
    }
}
