package io.jenkins.plugins.istioimages.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import land.oras.ContainerRef;
import land.oras.CopyUtils;
import land.oras.Index;
import land.oras.Manifest;
import land.oras.Registry;

/**
 * Copies images with oras-java. Argument: the jobs ({@code registry}, source, target; or {@code layout}, directory, digest,
 * target). Its own copying out of a layout recurses without end on an index whose children stand in no index.json, so
 * that is done here with its pushes.
 */
public final class OrasCopy {
    private final Registry registry = Registry.builder().insecure().build();

    private OrasCopy() {}

    public static void main(String[] args) throws Exception {
        OrasCopy copy = new OrasCopy();
        Jobs.run(Path.of(args[0]), fields -> () -> {
            if (fields[0].equals("registry")) {
                copy.fromRegistry(fields[1], fields[2]);
            } else {
                copy.fromLayout(Path.of(fields[1]), fields[2], ContainerRef.parse(fields[3]));
            }
            return null;
        });
        System.exit(0);
    }

    private void fromRegistry(String source, String target) {
        CopyUtils.copy(
                registry,
                ContainerRef.parse(source),
                registry,
                ContainerRef.parse(target),
                CopyUtils.CopyOptions.shallow());
    }

    private void fromLayout(Path layout, String digest, ContainerRef target) throws IOException {
        String index = text(layout, digest);
        for (JsonNode child :
                Json.read(index.getBytes(StandardCharsets.UTF_8), digest).path("manifests")) {
            String childDigest = child.path("digest").asText();
            String text = text(layout, childDigest);
            JsonNode manifest = Json.read(text.getBytes(StandardCharsets.UTF_8), childDigest);
            registry.pushBlob(
                    target, blob(layout, manifest.path("config").path("digest").asText()));
            for (JsonNode layer : manifest.path("layers")) {
                registry.pushBlob(target, blob(layout, layer.path("digest").asText()));
            }
            registry.pushManifest(target.withDigest(childDigest), Manifest.fromJson(text));
        }
        registry.pushIndex(target, Index.fromJson(index));
    }

    private static String text(Path layout, String digest) throws IOException {
        return Files.readString(blob(layout, digest));
    }

    private static Path blob(Path layout, String digest) {
        return layout.resolve("blobs").resolve(digest.replace(':', '/'));
    }
}
