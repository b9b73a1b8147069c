package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.LockYaml;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an agent says of the release in a workspace. What is published is compared with this first answer, and with what
 * the controller knows itself.
 *
 * @param version of the release
 * @param lock its sources, where it says them
 * @param images its images, where it has some
 */
public record ReleaseAtHand(String version, Optional<Lock> lock, Optional<ImageCatalog> images) {
    private static final int MAX_LENGTH = 32 << 20;
    private static final String WHAT = "what the agent says of the release";

    /**
     * Reads an answer.
     *
     * @return empty where there is no release
     * @throws MalformedContentException if it is something else
     */
    public static Optional<ReleaseAtHand> read(String answer) {
        if (answer.length() > MAX_LENGTH) {
            throw new MalformedContentException(WHAT + " is larger than 32 MiB");
        }
        ObjectNode json = Json.readObject(answer.getBytes(StandardCharsets.UTF_8), WHAT);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        String version = new ReleaseVersion(json.path("version").asText()).text();
        Optional<Lock> lock =
                text(json, "lock").map(text -> LockYaml.read("lock.yaml", text.getBytes(StandardCharsets.UTF_8)));
        Optional<ImageCatalog> images = text(json, "catalog").map(ImageCatalog::of);
        if (lock.filter(known -> !known.version().equals(version)).isPresent()
                || images.filter(known -> !known.getVersion().equals(version)).isPresent()) {
            throw new MalformedContentException(WHAT + " is of several versions");
        }
        return Optional.of(new ReleaseAtHand(version, lock, images));
    }

    /** Whether it is the release that some images are of, and not one that another run has left. */
    public boolean isOf(ImageCatalog known) {
        return version.equals(known.getVersion())
                && images.map(own -> own.getImages().stream().allMatch(image -> isIn(known, image)))
                        .orElse(true)
                && lock.map(own -> isBuiltFrom(known, own)).orElse(true);
    }

    private static boolean isIn(ImageCatalog known, CatalogEntry image) {
        return known.find(image.getName()).stream()
                .anyMatch(one -> one.getVariant().equals(image.getVariant())
                        && one.getDigest().equals(image.getDigest()));
    }

    /** Where it is not known what images were built from, their digests have to do. */
    private static boolean isBuiltFrom(ImageCatalog known, Lock lock) {
        return known.getImages().stream()
                .flatMap(image -> known.built().plan(Digest.parse(image.getDigest())).stream())
                .findFirst()
                .map(plan -> plan.lock().equals(lock))
                .orElse(true);
    }

    private static Optional<String> text(ObjectNode json, String name) {
        return Optional.of(json.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
