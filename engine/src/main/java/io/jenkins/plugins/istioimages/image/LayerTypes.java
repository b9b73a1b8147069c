package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.MediaTypes;

/** OCI names of the layer types of Docker images: the bytes are the same (image-spec media-types.md, "Compatibility"). */
final class LayerTypes {
    private static final String DOCKER_LAYER_ZSTD = "application/vnd.docker.image.rootfs.diff.tar.zstd";
    private static final String OCI_FOREIGN_GZIP = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";

    private LayerTypes() {}

    static Descriptor toOci(Descriptor layer) {
        String type =
                switch (layer.mediaType()) {
                    case MediaTypes.DOCKER_LAYER -> MediaTypes.OCI_LAYER;
                    case MediaTypes.DOCKER_LAYER_GZIP -> MediaTypes.OCI_LAYER_GZIP;
                    case DOCKER_LAYER_ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
                    case MediaTypes.DOCKER_FOREIGN_LAYER -> OCI_FOREIGN_GZIP;
                    default -> layer.mediaType();
                };
        return new Descriptor(
                type,
                layer.digest(),
                layer.size(),
                layer.platform(),
                layer.artifactType(),
                layer.annotations(),
                layer.urls());
    }
}
