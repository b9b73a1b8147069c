package io.jenkins.plugins.istioimages.cli.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A docker-archive (Docker Image Specification v1.2) with one image of one small layer. */
public final class SmallArchive {
    private SmallArchive() {}

    /** Writes one for a platform. */
    public static void write(Path file, String repoTag, Platform platform) throws IOException {
        byte[] layer = tar(Map.of("etc/rehearsal", repoTag.getBytes(StandardCharsets.UTF_8)));
        ObjectNode config = ImageConfig.empty(platform).tree();
        ((ObjectNode) config.get("rootfs"))
                .putArray("diff_ids")
                .add(Digest.sha256(layer).toString());
        ArrayNode manifest = Json.array();
        ObjectNode image = manifest.addObject().put("Config", "config.json");
        image.putArray("RepoTags").add(repoTag);
        image.putArray("Layers").add("layer.tar");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(tar(Map.of(
                    "config.json",
                    Json.canonical(config),
                    "layer.tar",
                    layer,
                    "manifest.json",
                    Json.canonical(manifest))));
        }
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
