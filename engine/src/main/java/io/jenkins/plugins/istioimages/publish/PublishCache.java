package io.jenkins.plugins.istioimages.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What earlier runs found out: which layer compresses to what, and what an archive that has not changed holds. One small
 * file for each fact, written whole and renamed, so that several processes may share the directory. A file that is
 * damaged counts as missing; nothing that stands here is believed without its digest being checked where it is used.
 */
final class PublishCache {
    private final Path directory;
    private final CachePruning pruning;
    /** What was read once in this run: an image's layers are mostly those of others, too. */
    private final Map<Path, LayerBytes> known = new ConcurrentHashMap<>();

    PublishCache(Path directory) {
        this(directory, Instant.now());
    }

    /** @param now by which facts are old */
    PublishCache(Path directory, Instant now) {
        this.directory = directory;
        this.pruning = new CachePruning(directory, now);
    }

    /** Forgets what has not been of use for a long time. */
    void prune() {
        try {
            pruning.run();
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot clean the cache " + directory + ": " + e.getMessage(), e);
        }
    }

    /** What a layer became under a compressor. */
    Optional<LayerBytes> layer(String compressor, Digest diffId) {
        return layer(layerFile(compressor, diffId.hex()));
    }

    /** The same by its print: a guess. */
    Optional<LayerBytes> layer(String compressor, LayerPrint print) {
        return layer(layerFile(compressor, print.key()));
    }

    void store(String compressor, LayerBytes layer) {
        store(layerFile(compressor, layer.diffId().hex()), layer);
    }

    void store(String compressor, LayerPrint print, LayerBytes layer) {
        store(layerFile(compressor, print.key()), layer);
    }

    /** What {@link #storeArchive} was given for the file as it is now. */
    Optional<ObjectNode> archive(Path file) throws IOException {
        String state = state(file);
        return read(archiveFile(file))
                .filter(json -> json.path("state").asText().equals(state))
                .filter(json -> json.path("content").isObject())
                .map(json -> (ObjectNode) json.get("content"));
    }

    /** @param state of the file before it was read, see {@link #state} */
    void storeArchive(Path file, String state, ObjectNode content) throws IOException {
        ObjectNode json = Json.object().put("state", state);
        json.set("content", content);
        write(archiveFile(file), json);
    }

    /**
     * Size, times and place of a file. The change time moves with every write and cannot be set back, so a file whose
     * state is the same has not been changed.
     */
    static String state(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file) + " " + Files.getAttribute(file, "unix:ctime")
                + " " + Files.getAttribute(file, "unix:ino") + " " + Files.getAttribute(file, "unix:dev");
    }

    private Path layerFile(String compressor, String key) {
        return directory.resolve("layers").resolve(compressor).resolve(key);
    }

    private Path archiveFile(Path file) throws IOException {
        return directory
                .resolve("archives")
                .resolve(Digest.sha256(file.toRealPath().toString()).hex());
    }

    private Optional<LayerBytes> layer(Path file) {
        LayerBytes seen = known.get(file);
        if (seen != null) {
            return Optional.of(seen);
        }
        Optional<LayerBytes> read = read(file).flatMap(PublishCache::layer);
        read.ifPresent(layer -> known.put(file, layer));
        return read;
    }

    private void store(Path file, LayerBytes layer) {
        write(file, json(layer));
        // Without its content, which is for whoever had it made: that of a later reader is told by the file alone.
        known.put(file, new LayerBytes(layer.diffId(), layer.descriptor(), Optional.empty()));
    }

    private static ObjectNode json(LayerBytes layer) {
        ObjectNode json = Json.object().put("diffId", layer.diffId().toString());
        json.set("descriptor", layer.descriptor().toJson());
        return json;
    }

    private static Optional<LayerBytes> layer(ObjectNode json) {
        try {
            return Optional.of(new LayerBytes(
                    Digest.parse(json.path("diffId").asText()),
                    Descriptor.read(json.path("descriptor"), "cached layer"),
                    Optional.empty()));
        } catch (InputException | MalformedContentException e) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> read(Path file) {
        try {
            Optional<ObjectNode> content = Optional.of(Json.readObject(Files.readAllBytes(file), file.toString()));
            pruning.used(file);
            return content;
        } catch (NoSuchFileException | MalformedContentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WorkException("cannot read the cache file " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, ObjectNode json) {
        Path temporary = file.resolveSibling("." + UUID.randomUUID());
        try {
            Files.createDirectories(file.getParent());
            Files.write(temporary, Json.canonical(json));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new WorkException("cannot write the cache file " + file + ": " + e.getMessage(), e);
        }
    }
}
