package io.jenkins.plugins.istioimages.image.wasm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A gzip layer that unpacks to much and is small. */
final class LargeLayer {
    private LargeLayer() {}

    /** A file of so many blocks, and the module behind it. */
    static byte[] of(byte[] block, int count, byte[] module) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            entry(tar, "padding", (long) block.length * count);
            for (int i = 0; i < count; i++) {
                tar.write(block);
            }
            tar.closeArchiveEntry();
            entry(tar, "plugin.wasm", module.length);
            tar.write(module);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void entry(TarArchiveOutputStream tar, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }
}
