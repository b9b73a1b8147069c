package io.jenkins.plugins.istioimages.image.compress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Opens layers however they are compressed; the first bytes tell, whatever the media type says. */
public final class Decompressor {
    private static final int BUFFER = 64 * 1024;
    private static final int ZSTD_MAGIC = 0x28b52ffd;

    private Decompressor() {}

    /**
     * The plain bytes of a gzip, zstd or uncompressed stream.
     *
     * @param in must support marks, or is buffered
     * @throws IOException if it is zstd and no zstd library is at hand, or not well formed
     */
    public static InputStream open(InputStream in) throws IOException {
        InputStream marked = in.markSupported() ? in : new BufferedInputStream(in, BUFFER);
        marked.mark(4);
        byte[] head = marked.readNBytes(4);
        marked.reset();
        if (head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(marked, BUFFER);
        }
        if (head.length == 4 && java.nio.ByteBuffer.wrap(head).getInt() == ZSTD_MAGIC) {
            return ZstdLibrary.decompress(marked);
        }
        return marked;
    }
}
