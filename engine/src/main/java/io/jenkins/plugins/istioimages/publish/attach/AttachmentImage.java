package io.jenkins.plugins.istioimages.publish.attach;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the manifests that hold documents. Pure: equal documents make equal bytes. */
final class AttachmentImage {
    /** Go's zero time: the config of cosign's images says no other. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private static final byte[] EMPTY = {'{', '}'};

    private AttachmentImage() {}

    /**
     * What to push.
     *
     * @param manifest of an image
     * @param config its blob
     */
    record Made(ManifestContent manifest, BlobSource config) {}

    /**
     * The image under cosign's tag with one more layer. What other tools wrote stays as it is, with fields that this
     * program does not know.
     *
     * @param before as it stands there
     */
    static Made withLayer(Optional<ManifestContent> before, Descriptor layer) {
        List<Descriptor> layers = new ArrayList<>();
        ObjectNode json = Json.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        if (before.isPresent()) {
            json = Json.readObject(before.get().bytes(), before.get().digest().toString());
            layers.addAll(before.get().parse().references().stream().skip(1).toList());
        }
        layers.add(layer);
        ArrayNode list = json.get("layers") instanceof ArrayNode known ? known : json.putArray("layers");
        list.add(layer.toJson());
        BlobSource config = BlobSource.ofBytes(MediaTypes.OCI_CONFIG, config(layers));
        json.set("config", config.descriptor().toJson());
        String mediaType = before.map(ManifestContent::mediaType).orElse(MediaTypes.OCI_MANIFEST);
        return new Made(ManifestContent.of(mediaType, Json.canonical(json)), config);
    }

    /** A referrer with one document. */
    static Made referrer(AttachmentKind kind, Descriptor subject, Descriptor layer) {
        BlobSource config = BlobSource.ofBytes(kind.configType(), EMPTY);
        Descriptor plain = Descriptor.of(subject.mediaType(), subject.digest(), subject.size());
        ManifestContent manifest = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of(kind.artifactType()),
                        config.descriptor(),
                        List.of(layer),
                        Optional.of(plain),
                        new TreeMap<>())
                .content();
        return new Made(manifest, config);
    }

    /** As go-containerregistry makes it of an empty image to which layers are added; the layers are not compressed. */
    private static byte[] config(List<Descriptor> layers) {
        ObjectNode json = Json.object().put("architecture", "").put("os", "").put("created", NO_TIME);
        json.putObject("config");
        ArrayNode history = json.putArray("history");
        ArrayNode diffIds = json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        for (Descriptor layer : layers) {
            history.addObject().put("created", NO_TIME);
            diffIds.add(layer.digest().toString());
        }
        return Json.canonical(json);
    }
}
