package io.jenkins.plugins.istioimages.publish.charts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Charts as {@code helm package} leaves them. */
public final class TestChart {
    private TestChart() {}

    /** Writes one with another inside, whose description comes first. */
    public static Path write(Path directory, String name, String version, String description) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name + "-" + version + ".tgz");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            add(tar, name + "/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 9.9.9\n");
            add(tar, name + "/Chart.yaml", description);
            add(tar, name + "/values.yaml", "hub: registry.example\n");
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, String path, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
