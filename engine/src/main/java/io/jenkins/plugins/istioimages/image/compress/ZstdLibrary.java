package io.jenkins.plugins.istioimages.image.compress;

import java.io.IOException;
import java.io.InputStream;

/** Whether zstd-jni is on the class path and its native code runs here. */
final class ZstdLibrary {
    private ZstdLibrary() {}

    static boolean isPresent() {
        try {
            Zstd.load();
            return true;
        } catch (LinkageError e) {
            // The jar is not there, or has no code for this processor, or the temporary directory is mounted noexec.
            return false;
        }
    }

    /** @throws IOException if the library is not there */
    static InputStream decompress(InputStream in) throws IOException {
        if (!isPresent()) {
            throw new IOException(
                    "it is compressed with zstd, and the library zstd-jni, which could read it, is not there");
        }
        return Zstd.decompress(in);
    }
}
