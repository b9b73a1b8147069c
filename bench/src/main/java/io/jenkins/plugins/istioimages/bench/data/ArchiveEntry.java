package io.jenkins.plugins.istioimages.bench.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * An entry of a docker-archive.
 *
 * @param name its path
 * @param size in bytes
 * @param content opened once, when it is written
 */
record ArchiveEntry(String name, long size, Content content) {
    /** Where the bytes come from. */
    interface Content {
        InputStream open() throws IOException;
    }

    static ArchiveEntry of(String name, byte[] bytes) {
        return new ArchiveEntry(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    static ArchiveEntry of(String name, String text) {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static ArchiveEntry of(String name, LayerFile layer) {
        return new ArchiveEntry(name, layer.size(), () -> Files.newInputStream(layer.file()));
    }
}
