package io.jenkins.plugins.istioimages.layout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes one image of a store to a file as {@code docker save} does (docker image-spec v1.2, "Combined Image JSON +
 * Filesystem Changeset Format"), for {@code docker load} and {@code podman load}. So a daemon gets an image without a
 * login of its own. Layers stay compressed as they are: both programs look at their first bytes.
 */
public final class DockerArchiveWriter {
    private final ImageStore source;

    public DockerArchiveWriter(ImageStore source) {
        this.source = source;
    }

    /**
     * Writes a file.
     *
     * @param digest of the image of one platform
     * @param name that it is loaded under
     * @throws StoreException if the store has no such image, or the file cannot be written
     */
    public void write(Repository repository, Digest digest, String name, Path file) {
        if (!(source.manifest(repository, digest).parse() instanceof ImageManifest manifest)) {
            throw new StoreException(repository.digest(digest) + " is an index, expected the image of one platform");
        }
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            copy(tar, repository, manifest.config(), config(manifest));
            Set<Digest> written = new HashSet<>();
            for (Descriptor layer : manifest.layers()) {
                if (written.add(layer.digest())) {
                    copy(tar, repository, layer, layer(layer));
                }
            }
            byte[] list = list(manifest, name);
            put(tar, "manifest.json", list.length, new ByteArrayInputStream(list));
        } catch (IOException e) {
            throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String config(ImageManifest manifest) {
        return manifest.config().digest().hex() + ".json";
    }

    private static String layer(Descriptor layer) {
        return layer.digest().hex() + ".tar";
    }

    private static byte[] list(ImageManifest manifest, String name) {
        ArrayNode list = Json.array();
        ObjectNode image = list.addObject();
        image.put("Config", config(manifest));
        image.putArray("RepoTags").add(name);
        List<String> layers =
                manifest.layers().stream().map(DockerArchiveWriter::layer).toList();
        layers.forEach(image.putArray("Layers")::add);
        return Json.pretty(list).getBytes(StandardCharsets.UTF_8);
    }

    private void copy(TarArchiveOutputStream tar, Repository repository, Descriptor blob, String path)
            throws IOException {
        try (InputStream content = source.openBlob(repository, blob)) {
            put(tar, path, blob.size(), content);
        }
    }

    private static void put(TarArchiveOutputStream tar, String path, long size, InputStream content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }
}
