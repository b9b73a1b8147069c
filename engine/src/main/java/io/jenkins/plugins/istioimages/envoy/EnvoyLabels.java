package io.jenkins.plugins.istioimages.envoy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.EnvoyPatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an image that is made here says of the Envoy in it.
 *
 * @param version what the binary says
 * @param origin {@code compiled}, or the image that it was taken out of, by digest
 * @param patches names of those that were applied
 */
record EnvoyLabels(EnvoyVersion version, String origin, List<String> patches) {
    static final String COMPILED = "compiled";

    private static final String VERSION = "io.jenkins.plugins.istioimages.envoy.version";
    private static final String ORIGIN = "io.jenkins.plugins.istioimages.envoy.origin";
    private static final String PATCHES = "io.jenkins.plugins.istioimages.envoy.patches";
    private static final String REVISION = "org.opencontainers.image.revision";

    static EnvoyLabels compiled(EnvoyVersion version, List<EnvoyPatch> patches) {
        return new EnvoyLabels(
                version, COMPILED, patches.stream().map(EnvoyPatch::name).toList());
    }

    /** The configuration of an image of one layer. */
    ImageConfig config(Platform platform, Instant created, String diffId) {
        String time = created.truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode tree = ImageConfig.empty(platform).tree().put("created", time);
        ObjectNode labels = tree.withObject("/config").putObject("Labels");
        labels.put(VERSION, version.toString());
        labels.put(ORIGIN, origin);
        labels.put(REVISION, version.revision());
        if (!patches.isEmpty()) {
            labels.put(PATCHES, patches.stream().collect(Collectors.joining(" ")));
        }
        tree.withObject("/rootfs").putArray("diff_ids").add(diffId);
        tree.putArray("history").addObject().put("created", time).put("created_by", "Envoy, " + origin);
        return ImageConfig.of(tree);
    }

    /**
     * Reads what {@link #config} wrote.
     *
     * @throws MalformedContentException if it says no version
     */
    static EnvoyLabels read(ImageConfig config, String what) {
        var labels = config.tree().path("config").path("Labels");
        String text = labels.path(VERSION).asText();
        EnvoyVersion version = EnvoyVersion.find(text)
                .orElseGet(() -> EnvoyVersion.of(labels.path(REVISION).asText()));
        if (text.isEmpty() || version.revision().isEmpty()) {
            throw new MalformedContentException(what + " does not say which Envoy is in it");
        }
        String patches = labels.path(PATCHES).asText();
        return new EnvoyLabels(
                version, labels.path(ORIGIN).asText(), patches.isEmpty() ? List.of() : List.of(patches.split(" ", -1)));
    }
}
