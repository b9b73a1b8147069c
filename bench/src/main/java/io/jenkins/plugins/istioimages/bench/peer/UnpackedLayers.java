package io.jenkins.plugins.istioimages.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** Layers out of plain docker-archives as gzip files, each distinct one once. */
final class UnpackedLayers {
    private final Path directory;
    private final Map<Digest, Path> compressed = new ConcurrentHashMap<>();

    UnpackedLayers(Path directory) {
        this.directory = directory;
    }

    /** The image in an archive. */
    UnpackedImage unpack(Path archive) throws IOException {
        try (TarFile tar = new TarFile(archive)) {
            JsonNode manifest =
                    Json.read(read(tar, "manifest.json"), "manifest.json").get(0);
            byte[] config = read(tar, manifest.path("Config").asText());
            List<Digest> diffIds = ImageConfig.parse(config, archive.toString()).diffIds();
            List<Path> layers = new ArrayList<>();
            for (int i = 0; i < diffIds.size(); i++) {
                String entry = manifest.path("Layers").get(i).asText();
                layers.add(compressed.computeIfAbsent(diffIds.get(i), id -> compress(tar, entry, id)));
            }
            return new UnpackedImage(new String(config, StandardCharsets.UTF_8), layers);
        }
    }

    private Path compress(TarFile tar, String entry, Digest diffId) {
        Path file = directory.resolve(diffId.hex());
        try (InputStream in = tar.getInputStream(find(tar, entry));
                OutputStream out = new FastGzip(Files.newOutputStream(file))) {
            in.transferTo(out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(TarFile tar, String name) throws IOException {
        try (InputStream in = tar.getInputStream(find(tar, name))) {
            return in.readAllBytes();
        }
    }

    private static TarArchiveEntry find(TarFile tar, String name) {
        return tar.getEntries().stream()
                .filter(entry -> entry.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry " + name));
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
