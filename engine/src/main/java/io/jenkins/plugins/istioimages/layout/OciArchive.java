package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An OCI image layout in a tar (skopeo's and buildah's {@code oci-archive}, BuildKit's {@code type=oci}). */
final class OciArchive implements ArchiveView {
    static final String INDEX = "index.json";
    /** An index in an index in an index: more than anyone writes. */
    private static final int MAX_NESTING = 8;

    private final ArchiveIndex index;
    private final List<LayoutEntry> entries;

    OciArchive(ArchiveIndex index) {
        this.index = index;
        String what = INDEX + " in " + index.file().path();
        byte[] content = index.metadata(INDEX)
                .orElseThrow(() -> new StoreException(what + " is missing, larger than " + ManifestContent.MAX_SIZE
                        + " bytes or no JSON: expected an OCI image layout"));
        this.entries = LayoutIndex.parse(content, what).entries();
    }

    @Override
    public List<LayoutEntry> entries() {
        return entries;
    }

    @Override
    public Optional<ManifestContent> manifest(Digest digest) {
        Optional<byte[]> content = index.metadata(path(digest));
        if (content.isEmpty()) {
            return Optional.empty();
        }
        return ManifestMediaType.of(content.get())
                .or(() -> entries.stream()
                        .map(LayoutEntry::descriptor)
                        .filter(descriptor -> descriptor.digest().equals(digest))
                        .map(Descriptor::mediaType)
                        .findFirst())
                .map(mediaType -> ManifestContent.verified(mediaType, content.get(), digest));
    }

    @Override
    public Optional<BlobSource> blob(Digest digest) {
        return index.find(path(digest))
                .map(entry ->
                        index.source(Descriptor.of("application/octet-stream", digest, entry.size()), path(digest)));
    }

    /** Whether everything that the index leads to is there: docker save may leave other platforms' parts out. */
    boolean isComplete() {
        Set<Digest> seen = new HashSet<>();
        return entries.stream().allMatch(entry -> isComplete(entry.descriptor(), seen, 0));
    }

    @Override
    public List<ArchiveImage> images() {
        List<ArchiveImage> images = new ArrayList<>();
        for (LayoutEntry entry : entries) {
            List<String> names = entry.annotation(LayoutEntry.CONTAINERD_NAME)
                    .or(entry::refName)
                    .map(List::of)
                    .orElse(List.of());
            collect(entry.descriptor(), names, images, 0);
        }
        return images;
    }

    private void collect(Descriptor descriptor, List<String> names, List<ArchiveImage> images, int depth) {
        checkDepth(depth);
        Manifest manifest = manifest(descriptor.digest())
                .orElseThrow(() -> new StoreException(
                        index.file().path() + " has no manifest " + descriptor.digest() + ", which its index names"))
                .parse();
        if (manifest instanceof ImageIndex children) {
            children.manifests().forEach(child -> collect(child, names, images, depth + 1));
        } else if (manifest instanceof ImageManifest image && isRunnable(image)) {
            images.add(image(image, names));
        }
    }

    private ArchiveImage image(ImageManifest manifest, List<String> names) {
        Digest digest = manifest.config().digest();
        byte[] content = index.metadata(path(digest))
                .orElseThrow(() -> new StoreException(index.file().path() + " has no image config " + digest));
        BlobSource config = BlobSource.ofBytes(manifest.config().mediaType(), content);
        ImageConfig settings = ImageConfig.parse(content, "image config " + digest);
        List<Digest> diffIds = settings.diffIds();
        if (diffIds.size() != manifest.layers().size()) {
            throw new StoreException("an image in " + index.file().path() + " has "
                    + manifest.layers().size() + " layers and its config " + diffIds.size());
        }
        List<ArchiveLayer> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            layers.add(new ArchiveLayer(layer(manifest.layers().get(i)), diffIds.get(i)));
        }
        return new ArchiveImage(names, config, settings, layers);
    }

    private ArchiveBlob layer(Descriptor layer) {
        return index.blob(path(layer.digest()))
                .orElseThrow(() -> new StoreException(index.file().path() + " has no layer " + layer.digest()));
    }

    private boolean isComplete(Descriptor descriptor, Set<Digest> seen, int depth) {
        checkDepth(depth);
        if (!seen.add(descriptor.digest())) {
            return true;
        }
        Optional<ManifestContent> content = manifest(descriptor.digest());
        if (content.isEmpty()) {
            return false;
        }
        List<Descriptor> references = content.get().parse().references();
        return content.get().isIndex()
                ? references.stream().allMatch(child -> isComplete(child, seen, depth + 1))
                : references.stream().allMatch(this::has);
    }

    private boolean has(Descriptor blob) {
        return MediaTypes.isNonDistributable(blob.mediaType())
                || index.find(path(blob.digest())).isPresent();
    }

    private void checkDepth(int depth) {
        if (depth > MAX_NESTING) {
            throw new StoreException(index.file().path() + " nests its indexes more than " + MAX_NESTING + " deep");
        }
    }

    private static boolean isRunnable(ImageManifest image) {
        String type = image.config().mediaType();
        return image.artifactTypeField().isEmpty()
                && (type.equals(MediaTypes.OCI_CONFIG) || type.equals(MediaTypes.DOCKER_CONFIG))
                && image.layers().stream().noneMatch(layer -> layer.mediaType().contains("in-toto"));
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm().id() + "/" + digest.hex();
    }
}
