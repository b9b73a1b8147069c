package io.jenkins.plugins.istioimages.image.compress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** Opens layers and packages however they are compressed; the first bytes tell, whatever the media type says. */
public final class Decompressor {
    private static final int BUFFER = 64 * 1024;
    private static final int ZSTD_MAGIC = 0x28b52ffd;
    /** The first four of six bytes (The .xz File Format, 2.1.1.1). */
    private static final int XZ_MAGIC = 0xfd377a58;

    private Decompressor() {}

    /**
     * The plain bytes of a gzip, zstd, xz or uncompressed stream.
     *
     * @param in must support marks, or is buffered
     * @throws IOException if it is zstd or xz and no library for it is at hand, or not well formed
     */
    public static InputStream open(InputStream in) throws IOException {
        InputStream marked = in.markSupported() ? in : new BufferedInputStream(in, BUFFER);
        marked.mark(4);
        byte[] head = marked.readNBytes(4);
        marked.reset();
        if (head.length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(marked, BUFFER);
        }
        int magic = head.length == 4 ? ByteBuffer.wrap(head).getInt() : 0;
        return switch (magic) {
            case ZSTD_MAGIC -> ZstdLibrary.decompress(marked);
            case XZ_MAGIC -> XzLibrary.decompress(marked);
            default -> marked;
        };
    }
}
