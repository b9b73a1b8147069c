package io.jenkins.plugins.istioimages.image.stage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Tells whether a file is an archive that Docker's ADD would unpack: a tar file, plain or compressed. */
final class ArchiveFormat {
    private static final int USTAR_AT = 257;
    private static final List<byte[]> COMPRESSED =
            List.of(new byte[] {'B', 'Z', 'h'}, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, new byte[] {
                0x28, (byte) 0xb5, 0x2f, (byte) 0xfd
            });

    private ArchiveFormat() {}

    /**
     * Looks at a file's beginning. What is compressed by bzip2, xz or zstd counts as an archive: it cannot be seen from
     * the first bytes what is in it, and to be wrong must be seen.
     */
    static boolean isArchive(byte[] head) {
        if (isTar(head) || COMPRESSED.stream().anyMatch(magic -> startsWith(head, magic))) {
            return true;
        }
        if (!startsWith(head, new byte[] {0x1f, (byte) 0x8b})) {
            return false;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            return isTar(in.readNBytes(USTAR_AT + 5));
        } catch (IOException e) {
            // Less than a tar header came out of the file's beginning: it may be one.
            return true;
        }
    }

    private static boolean isTar(byte[] head) {
        return head.length >= USTAR_AT + 5
                && new String(head, USTAR_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
