package io.jenkins.plugins.istioimages.layout;

/** How some bytes are compressed, told by their first ones and never by a name. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    /** Bytes that are enough to tell. */
    static final int MAGIC_LENGTH = 4;

    /** @param start first bytes, {@code length} of them are valid */
    static Compression of(byte[] start, int length) {
        if (length >= 2 && start[0] == 0x1f && (start[1] & 0xff) == 0x8b) {
            return GZIP;
        }
        // Zstandard's own magic number, RFC 8878 section 3.1.1.
        boolean zstd = length >= 4
                && (start[0] & 0xff) == 0x28
                && (start[1] & 0xff) == 0xb5
                && start[2] == 0x2f
                && (start[3] & 0xff) == 0xfd;
        return zstd ? ZSTD : NONE;
    }
}
