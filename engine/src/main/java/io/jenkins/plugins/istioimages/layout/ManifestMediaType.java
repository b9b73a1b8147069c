package io.jenkins.plugins.istioimages.layout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.util.Optional;

/** Tells the media type of a manifest from its bytes: a layout keeps it nowhere else but in descriptors. */
final class ManifestMediaType {
    private ManifestMediaType() {}

    /** What the content says it is; where it says nothing, which only OCI allows, what its fields show; else empty. */
    static Optional<String> of(byte[] content) {
        ObjectNode json;
        try {
            json = Json.readObject(content, "blob");
        } catch (MalformedContentException e) {
            return Optional.empty();
        }
        String said = json.path("mediaType").asText("");
        if (MediaTypes.isIndex(said) || MediaTypes.isManifest(said)) {
            return Optional.of(said);
        }
        if (json.has("manifests")) {
            return Optional.of(MediaTypes.OCI_INDEX);
        }
        return json.has("config") && json.has("layers") ? Optional.of(MediaTypes.OCI_MANIFEST) : Optional.empty();
    }
}
