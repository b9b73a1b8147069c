package io.jenkins.plugins.istioimages.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image whose layers are documents, as cosign keeps signatures and attestations under tags that are made of a digest.
 * Pure: equal documents make equal bytes.
 *
 * @param manifest of the image
 * @param config its blob
 */
public record DocumentImage(ManifestContent manifest, BlobSource config) {
    /** Go's zero time: the config of cosign's images says no other. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /**
     * An image with more layers. What other tools wrote stays as it is, with fields that this program does not know.
     *
     * @param before as it stands there
     * @param more in their order
     */
    public static DocumentImage with(Optional<ManifestContent> before, List<Descriptor> more) {
        ObjectNode json = before.map(
                        known -> Json.readObject(known.bytes(), known.digest().toString()))
                .orElseGet(() -> Json.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST));
        List<Descriptor> layers =
                new ArrayList<>(before.map(DocumentImage::documents).orElse(List.of()));
        layers.addAll(more);
        ArrayNode list = json.get("layers") instanceof ArrayNode known ? known : json.putArray("layers");
        more.forEach(layer -> list.add(layer.toJson()));
        BlobSource config = BlobSource.ofBytes(MediaTypes.OCI_CONFIG, config(layers));
        json.set("config", config.descriptor().toJson());
        String mediaType = before.map(ManifestContent::mediaType).orElse(MediaTypes.OCI_MANIFEST);
        return new DocumentImage(ManifestContent.of(mediaType, Json.canonical(json)), config);
    }

    /**
     * The documents of an image, each with what is said of it.
     *
     * @throws StoreException if it is an index
     */
    public static List<Descriptor> documents(ManifestContent image) {
        if (image.parse() instanceof ImageManifest manifest) {
            return manifest.layers();
        }
        throw new StoreException(image.digest() + " should hold documents as layers, and is an index");
    }

    /** Those of one image that another has not. Two signatures of one payload differ in what is said of it. */
    public static List<Descriptor> missing(ManifestContent from, ManifestContent in) {
        List<Descriptor> there = documents(in);
        return documents(from).stream()
                .filter(one -> there.stream()
                        .noneMatch(other ->
                                other.sameContent(one) && other.annotations().equals(one.annotations())))
                .toList();
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
