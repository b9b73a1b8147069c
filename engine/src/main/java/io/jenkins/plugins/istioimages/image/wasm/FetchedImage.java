package io.jenkins.plugins.istioimages.image.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a reference leads Istio to: of an index the child for linux/amd64, on every machine, where a child without a
 * platform counts as one (go-containerregistry, pkg/v1/remote).
 *
 * @param index digest of the outermost index, where there is one
 * @param image empty where an index has no such child
 * @param platforms of the children of the last index, for the explanation
 */
record FetchedImage(Optional<Digest> index, Optional<ManifestContent> image, List<String> platforms) {
    private static final int MAX_DEPTH = 4;

    static FetchedImage of(ImageStore store, Reference reference) {
        ManifestContent content = store.manifest(reference);
        Optional<Digest> index = content.isIndex() ? Optional.of(content.digest()) : Optional.empty();
        List<String> platforms = List.of();
        for (int depth = 0; content.isIndex(); depth++) {
            Manifest parsed = content.parse();
            if (depth == MAX_DEPTH || !(parsed instanceof ImageIndex children)) {
                throw new MalformedContentException(reference + " is an index of an index of an index");
            }
            platforms =
                    children.manifests().stream().map(FetchedImage::platform).toList();
            Optional<Descriptor> child = asked(children, content);
            if (child.isEmpty()) {
                return new FetchedImage(index, Optional.empty(), platforms);
            }
            content = store.manifest(reference.repository(), child.get().digest());
        }
        return new FetchedImage(index, Optional.of(content), platforms);
    }

    ImageManifest manifest() {
        return (ImageManifest) image.orElseThrow().parse();
    }

    /** Istio looks at the media type in the body, where OCI manifests may leave it out. */
    boolean saysDocker() {
        ManifestContent content = image.orElseThrow();
        return Json.readObject(content.bytes(), "manifest " + content.digest())
                .path("mediaType")
                .asText("")
                .equals(MediaTypes.DOCKER_MANIFEST);
    }

    private static Optional<Descriptor> asked(ImageIndex index, ManifestContent content) {
        JsonNode written =
                Json.readObject(content.bytes(), "index " + content.digest()).path("manifests");
        return IntStream.range(0, index.manifests().size())
                .filter(i -> index.manifests()
                        .get(i)
                        .platform()
                        .map(FetchedImage::isAsked)
                        // One that is there and says nothing is no platform that is left out.
                        .orElseGet(() -> !written.path(i).path("platform").isObject()))
                .mapToObj(index.manifests()::get)
                .findFirst();
    }

    private static boolean isAsked(Platform platform) {
        return platform.os().equals(Platform.LINUX_AMD64.os())
                && platform.architecture().equals(Platform.LINUX_AMD64.architecture());
    }

    private static String platform(Descriptor child) {
        return child.platform().map(Platform::toString).orElse("no platform");
    }
}
