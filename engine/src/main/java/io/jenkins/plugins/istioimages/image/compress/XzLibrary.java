package io.jenkins.plugins.istioimages.image.compress;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/** Whether XZ for Java is on the class path. */
final class XzLibrary {
    /** KiB; what xz -9 needs, and no more. */
    private static final int MEMORY = 70 * 1024;

    private XzLibrary() {}

    /** @throws IOException if the library is not there, or it is no xz */
    static InputStream decompress(InputStream in) throws IOException {
        try {
            return new XZInputStream(in, MEMORY);
        } catch (LinkageError e) {
            throw new IOException("it is compressed with xz, and the library xz, which could read it, is not there", e);
        }
    }
}
