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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes one image of a store to a file as {@code docker save} does (docker image-spec v1.2, "Combined Image JSON +
 * Filesystem Changeset Format"), for {@code docker load} and {@code podman load}. So a daemon gets an image without a
 * login of its own. Layers stay compressed as they are: both programs look at their first bytes.
 */
public final class DockerArchiveWriter {
    private static final String LIST = "manifest.json";

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
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(repository, digest, List.of(name), out);
        } catch (IOException e) {
            throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the archive to a stream, what says what it holds first. Equal images and names give equal bytes.
     *
     * @param digest of the image of one platform
     * @param names that it is loaded under
     * @param out stays open
     * @throws StoreException if the store has no such image
     * @throws IOException from {@code out}
     */
    public void write(Repository repository, Digest digest, List<String> names, OutputStream out) throws IOException {
        ImageManifest manifest = image(repository, digest);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        byte[] list = list(manifest, names);
        put(tar, LIST, list.length, new ByteArrayInputStream(list));
        copy(tar, repository, manifest.config(), config(manifest));
        Set<Digest> written = new HashSet<>();
        for (Descriptor layer : manifest.layers()) {
            if (written.add(layer.digest())) {
                copy(tar, repository, layer, layer(layer));
            }
        }
        tar.finish();
    }

    /**
     * What {@link #write(Repository, Digest, List, OutputStream)} would write, if a stream begins with just that: then
     * the archive is of the same image and names.
     *
     * @param archive not compressed
     * @throws IOException if the stream cannot be read or is no tar
     */
    public boolean isOf(Repository repository, Digest digest, List<String> names, InputStream archive)
            throws IOException {
        byte[] expected = list(image(repository, digest), names);
        TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name());
        TarArchiveEntry first = tar.getNextEntry();
        return first != null
                && first.getName().equals(LIST)
                && Arrays.equals(tar.readNBytes(expected.length + 1), expected);
    }

    private ImageManifest image(Repository repository, Digest digest) {
        if (!(source.manifest(repository, digest).parse() instanceof ImageManifest manifest)) {
            throw new StoreException(repository.digest(digest) + " is an index, expected the image of one platform");
        }
        return manifest;
    }

    private static String config(ImageManifest manifest) {
        return manifest.config().digest().hex() + ".json";
    }

    private static String layer(Descriptor layer) {
        return layer.digest().hex() + ".tar";
    }

    private static byte[] list(ImageManifest manifest, List<String> names) {
        ArrayNode list = Json.array();
        ObjectNode image = list.addObject();
        image.put("Config", config(manifest));
        names.forEach(image.putArray("RepoTags")::add);
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
        // No clock and no user in the bytes.
        entry.setModTime(0L);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }
}
