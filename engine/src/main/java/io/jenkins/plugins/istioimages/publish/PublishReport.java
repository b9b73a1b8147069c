package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/**
 * What a publish did.
 *
 * @param published every tag, sorted
 * @param layersCompressed how many layers went through the compressor; each distinct one at most once
 * @param bytesSent of blobs, over all hubs
 */
public record PublishReport(List<Published> published, int layersCompressed, long bytesSent) {
    public PublishReport {
        published = List.copyOf(published);
    }

    /**
     * A tag.
     *
     * @param reference what users pull
     * @param manifest of the index; of the image where there is one platform only
     * @param platforms that it has
     * @param written false where the tag was right already
     */
    public record Published(Reference reference, Descriptor manifest, List<Platform> platforms, boolean written) {
        public Published {
            platforms = List.copyOf(platforms);
        }
    }
}
