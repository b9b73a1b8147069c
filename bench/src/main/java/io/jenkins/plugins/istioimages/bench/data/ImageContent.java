package io.jenkins.plugins.istioimages.bench.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.util.List;

/**
 * An image with its layers on disk.
 *
 * @param spec what it is
 * @param layers base first, plain or gzip'd
 */
record ImageContent(ImageSpec spec, List<LayerFile> layers) {
    private static final String CREATED = "2022-10-12T08:11:00Z";

    ImageContent {
        layers = List.copyOf(layers);
    }

    /** The image's configuration; the same for plain and gzip'd layers. */
    byte[] config() {
        ObjectNode json = Json.object()
                .put("created", CREATED)
                .put("os", "linux")
                .put("architecture", spec.machine().architecture());
        ObjectNode config = json.putObject("config");
        config.putArray("Env").add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        config.putArray("Entrypoint").add("/usr/local/bin/" + spec.name());
        ArrayNode history = json.putArray("history");
        ArrayNode diffIds = json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        for (LayerFile layer : layers) {
            diffIds.add(layer.diffId().toString());
            history.addObject().put("created", CREATED).put("created_by", "COPY");
        }
        return Json.canonical(json);
    }

    /** The OCI manifest over gzip'd layers. */
    ManifestContent manifest() {
        List<Descriptor> descriptors = layers.stream()
                .map(layer -> Descriptor.of(MediaTypes.OCI_LAYER_GZIP, layer.digest(), layer.size()))
                .toList();
        return ImageManifest.of(MediaTypes.OCI_MANIFEST, Descriptor.of(MediaTypes.OCI_CONFIG, config()), descriptors)
                .content();
    }
}
