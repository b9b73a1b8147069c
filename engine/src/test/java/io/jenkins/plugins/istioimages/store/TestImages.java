package io.jenkins.plugins.istioimages.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes small, real images (gzip layers over tars, right diff ids) in a store. Equal seeds make equal images. */
public final class TestImages {
    private final Random random;
    private boolean docker;
    private int layers = 2;
    private int layerSize = 2000;

    public TestImages(long seed) {
        this.random = new Random(seed);
    }

    /** From here on the Docker family of media types. */
    public TestImages docker() {
        docker = true;
        return this;
    }

    /** From here on so many layers an image, each with a file of so many random bytes. */
    public TestImages layers(int count, int size) {
        layers = count;
        layerSize = size;
        return this;
    }

    /** Pushes an image with its config and layers, untagged. */
    public ManifestContent image(ImageStore store, Repository repository, Platform platform) {
        List<Descriptor> pushed = new ArrayList<>();
        ArrayNode diffIds = Json.array();
        for (int i = 0; i < layers; i++) {
            byte[] tar = tar("file" + i, bytes(layerSize));
            diffIds.add(Digest.sha256(tar).toString());
            pushed.add(push(
                    store, repository, docker ? MediaTypes.DOCKER_LAYER_GZIP : MediaTypes.OCI_LAYER_GZIP, gzip(tar)));
        }
        ObjectNode tree = ImageConfig.empty(platform).tree();
        ((ObjectNode) tree.get("rootfs")).set("diff_ids", diffIds);
        ArrayNode history = tree.putArray("history");
        for (int i = 0; i < layers; i++) {
            history.addObject().put("created_by", "test " + random.nextInt());
        }
        Descriptor config = push(
                store, repository, docker ? MediaTypes.DOCKER_CONFIG : MediaTypes.OCI_CONFIG, Json.canonical(tree));
        ManifestContent content = ImageManifest.of(
                        docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST, config, pushed)
                .content();
        store.pushManifest(repository, content);
        return content;
    }

    /** Pushes an image for each platform and the index over them, untagged. */
    public ManifestContent index(ImageStore store, Repository repository, Platform... platforms) {
        List<Descriptor> children = new ArrayList<>();
        for (Platform platform : platforms) {
            children.add(image(store, repository, platform).descriptor().withPlatform(platform));
        }
        ManifestContent content = ImageIndex.of(docker ? MediaTypes.DOCKER_INDEX : MediaTypes.OCI_INDEX, children)
                .content();
        store.pushManifest(repository, content);
        return content;
    }

    /** Pushes an image for linux/amd64 and linux/arm64 and tags the index over them. */
    public ManifestContent tagged(ImageStore store, Reference reference) {
        ManifestContent content = index(store, reference.repository(), Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        store.tag(reference, content);
        return content;
    }

    /** Pushes an artifact that is attached to something. */
    public ManifestContent referrer(ImageStore store, Repository repository, Descriptor subject, String artifactType) {
        Descriptor config = push(store, repository, MediaTypes.OCI_EMPTY, new byte[] {'{', '}'});
        Descriptor payload = push(store, repository, "application/octet-stream", bytes(100));
        ManifestContent content = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of(artifactType),
                        config,
                        List.of(payload),
                        Optional.of(Descriptor.of(subject.mediaType(), subject.digest(), subject.size())),
                        new TreeMap<>(Map.of("made.by", "test " + random.nextInt())))
                .content();
        store.pushManifest(repository, content);
        return content;
    }

    /** Some random bytes as a blob source. */
    public BlobSource blob(int size) {
        return BlobSource.ofBytes("application/octet-stream", bytes(size));
    }

    public byte[] bytes(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    /** Reads everything that a reference leads to, so that every digest is verified. */
    public static void assertComplete(ImageStore store, Reference reference) {
        Optional<Descriptor> found = store.resolve(reference);
        assertThat(found).as(reference + " in " + store).isPresent();
        assertComplete(store, reference.repository(), found.get());
    }

    private static void assertComplete(ImageStore store, Repository repository, Descriptor manifest) {
        ManifestContent content = store.manifest(repository, manifest.digest());
        assertThat(content.descriptor().sameContent(manifest))
                .as("size of " + manifest)
                .isTrue();
        for (Descriptor reference : content.parse().references()) {
            if (content.isIndex()) {
                assertComplete(store, repository, reference);
            } else {
                assertThat(read(store, repository, reference)).hasSize((int) reference.size());
            }
        }
    }

    public static byte[] read(ImageStore store, Repository repository, Descriptor blob) {
        try (InputStream in = store.openBlob(repository, blob)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tar with one file. */
    public static byte[] tar(String name, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Descriptor push(ImageStore store, Repository repository, String mediaType, byte[] content) {
        BlobSource source = BlobSource.ofBytes(mediaType, content);
        store.pushBlob(repository, source);
        return source.descriptor();
    }
}
