package io.jenkins.plugins.istioimages.publish.bucket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files as a release has them, small, and one as large as is wanted. */
final class SampleRelease {
    static final Instant CREATED = Instant.parse("2022-10-12T08:11:00Z");

    final String version;
    final Path directory;

    SampleRelease(Path parent, String version, int largest) throws IOException {
        this.version = version;
        this.directory = Files.createDirectories(parent.resolve(version));
        write("istio-" + version + "-linux-amd64.tar.gz", random(largest));
        write("istio-" + version + "-linux-amd64.tar.gz.sha256", "0123 istio\n".getBytes(StandardCharsets.UTF_8));
        write("manifest.yaml", ("version: " + version + "\n").getBytes(StandardCharsets.UTF_8));
        write("deb/istio-sidecar.deb", random(1000));
        write("docker/pilot.tar.gz", random(2000));
        write("empty", new byte[0]);
        chart("helm/base-" + version + ".tgz", "base");
        chart("helm/istiod-" + version + ".tgz", "istiod");
        chart("helm/samples/ambient-" + version + ".tgz", "ambient");
    }

    Path charts() {
        return directory.resolve("helm");
    }

    /** All files by their paths. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(version.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private void chart(String path, String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            String text = "apiVersion: v2\nappVersion: " + version + "\ndescription: Chart of " + name
                    + "\nicon: https://istio.io/icon.svg\nkeywords:\n- istio\nmaintainers:\n- name: Istio\nname: "
                    + name
                    + "\nsources:\n- https://github.com/istio/istio\nunknown: x\nversion: " + version + "\n";
            entry(tar, name + "/Chart.yaml", text);
            entry(tar, name + "/values.yaml", "hub: example\n");
        }
        write(path, bytes.toByteArray());
    }

    private static void entry(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
