package io.jenkins.plugins.istioimages.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docker save} writes (Docker image specification v1.2, "Combined Image JSON + Filesystem Changeset
 * Format"): {@code manifest.json} names for each image its config, its tags and its layers. Layers are mostly plain
 * tars; containerd, BuildKit and jib leave them compressed. The archive holds no manifests in the sense of a registry:
 * they are made here, with the layers as they stand, so one archive always gives the same digests.
 */
final class DockerArchive implements ArchiveView {
    static final String MANIFEST = "manifest.json";
    private static final Pattern NAMED_BY_DIGEST = Pattern.compile("(?:.*/)?([0-9a-f]{64})(?:\\.json)?");

    private final ArchiveIndex index;
    private final List<ArchiveImage> images;
    private final Map<Digest, BlobSource> blobs = new LinkedHashMap<>();
    private final Map<Digest, ManifestContent> manifests = new LinkedHashMap<>();
    private final List<LayoutEntry> entries = new ArrayList<>();

    /** @throws StoreException if manifest.json is wrong or names what is not there */
    DockerArchive(ArchiveIndex index) {
        this.index = index;
        this.images = readImages();
    }

    @Override
    public List<ArchiveImage> images() {
        return images;
    }

    @Override
    public synchronized List<LayoutEntry> entries() throws IOException {
        if (entries.isEmpty()) {
            for (ArchiveImage image : images) {
                ManifestContent content = makeManifest(image);
                manifests.put(content.digest(), content);
                addEntries(image, content.descriptor());
            }
        }
        return List.copyOf(entries);
    }

    @Override
    public Optional<ManifestContent> manifest(Digest digest) throws IOException {
        entries();
        return Optional.ofNullable(manifests.get(digest));
    }

    @Override
    public Optional<BlobSource> blob(Digest digest) throws IOException {
        entries();
        return Optional.ofNullable(blobs.get(digest));
    }

    private void addEntries(ArchiveImage image, Descriptor descriptor) {
        image.names()
                .forEach(name ->
                        entries.add(new LayoutEntry(descriptor.withAnnotations(Map.of(Descriptor.REF_NAME, name)))));
        if (image.names().isEmpty()) {
            entries.add(new LayoutEntry(descriptor));
        }
    }

    private List<ArchiveImage> readImages() {
        String what = MANIFEST + " in " + index.file().path();
        byte[] content = index.metadata(MANIFEST)
                .orElseThrow(() -> new StoreException(what + " is missing, larger than " + ManifestContent.MAX_SIZE
                        + " bytes or no JSON: expected what docker save writes"));
        JsonNode list = Json.read(content, what);
        if (!list.isArray() || list.isEmpty()) {
            throw new StoreException(what + " lists no images");
        }
        List<ArchiveImage> result = new ArrayList<>();
        list.forEach(image -> result.add(readImage(image, what + ", image " + result.size())));
        return result;
    }

    private ArchiveImage readImage(JsonNode json, String what) {
        String configPath = json.path("Config").asText("");
        byte[] content = index.metadata(configPath)
                .orElseThrow(() -> new StoreException(
                        what + ": its Config '" + configPath + "' is not in the archive, too large or no JSON"));
        BlobSource config = BlobSource.ofBytes(MediaTypes.OCI_CONFIG, content);
        checkName(configPath, config.descriptor().digest(), what);
        ImageConfig settings = ImageConfig.parse(content, what + ", config");
        List<Digest> diffIds = settings.diffIds();
        List<String> paths = strings(json.path("Layers"), what + ", Layers");
        if (diffIds.size() != paths.size()) {
            throw new StoreException(what + " has " + paths.size() + " layers and its config " + diffIds.size());
        }
        List<ArchiveLayer> layers = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            layers.add(new ArchiveLayer(layer(paths.get(i), what), diffIds.get(i)));
        }
        return new ArchiveImage(strings(json.path("RepoTags"), what + ", RepoTags"), config, settings, layers);
    }

    private ArchiveBlob layer(String path, String what) {
        return index.blob(path)
                .orElseThrow(() -> new StoreException(what + ": its layer '" + path + "' is not in the archive"));
    }

    /** Most writers name a config by its digest; then it must have it. */
    private static void checkName(String path, Digest actual, String what) {
        Matcher matcher = NAMED_BY_DIGEST.matcher(path);
        if (matcher.matches() && !matcher.group(1).equals(actual.hex())) {
            throw new StoreException(what + ": its Config '" + path + "' is damaged, its digest is " + actual);
        }
    }

    private ManifestContent makeManifest(ArchiveImage image) throws IOException {
        Descriptor config = image.config().descriptor();
        blobs.put(config.digest(), image.config());
        List<Descriptor> layers = new ArrayList<>();
        for (ArchiveLayer layer : image.layers()) {
            Descriptor descriptor = describe(layer);
            blobs.put(descriptor.digest(), index.source(descriptor, layer.blob().path()));
            layers.add(descriptor);
        }
        return ImageManifest.of(MediaTypes.OCI_MANIFEST, config, layers).content();
    }

    private Descriptor describe(ArchiveLayer layer) throws IOException {
        ArchiveBlob blob = layer.blob();
        return switch (blob.compression()) {
            case NONE -> Descriptor.of(MediaTypes.OCI_LAYER, layer.diffId(), blob.size());
            case GZIP -> Descriptor.of(MediaTypes.OCI_LAYER_GZIP, hash(blob), blob.size());
            case ZSTD -> Descriptor.of(MediaTypes.OCI_LAYER_ZSTD, hash(blob), blob.size());
        };
    }

    /** The digest of a compressed layer stands nowhere. */
    private Digest hash(ArchiveBlob blob) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (InputStream in = new DigestInputStream(index.open(blob.path()), hasher)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    private static List<String> strings(JsonNode node, String what) {
        List<String> result = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                throw new StoreException(what + " has an element that is no string");
            }
            result.add(element.asText());
        }
        return result;
    }
}
