package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.envoy.EnvoyBuild;
import io.jenkins.plugins.istioimages.envoy.EnvoyImage;
import io.jenkins.plugins.istioimages.oci.Json;

/** What the verb says at its end. */
final class EnvoyText {
    private static final String ROW = "%-14s  %-12s  %-10s  %s%n";
    private static final int SHORT = 12;

    private final EnvoyBuild.Result result;
    private final CatalogImage image;

    EnvoyText(EnvoyBuild.Result result) {
        this.result = result;
        this.image = result.catalog().images().get(0);
    }

    /** For people: a row for each platform, then the image of all. */
    String table() {
        StringBuilder text = new StringBuilder(ROW.formatted("PLATFORM", "PROXY", "ENVOY", "FROM"));
        for (EnvoyImage one : result.images()) {
            String number =
                    one.version().number().isEmpty() ? "-" : one.version().number();
            text.append(ROW.formatted(one.platform(), one.version().revision().substring(0, SHORT), number, from(one)));
        }
        return text.append("%n%s %s%n".formatted(image.references().get(0), image.digest()))
                .toString();
    }

    private static String from(EnvoyImage one) {
        String patches = one.patches().isEmpty() ? "" : " with " + String.join(", ", one.patches());
        return one.origin() + patches;
    }

    /** For machines. */
    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("apiVersion", "istio-images/v1")
                .put("version", result.catalog().version())
                .put("image", image.references().get(0).toString())
                .put("digest", image.digest().toString());
        ArrayNode platforms = json.putArray("platforms");
        for (EnvoyImage one : result.images()) {
            ObjectNode row = platforms
                    .addObject()
                    .put("platform", one.platform().toString())
                    .put("proxy", one.version().revision())
                    .put("envoy", one.version().number())
                    .put("origin", one.origin())
                    .put("image", one.image().toString());
            one.patches().forEach(row.putArray("patches")::add);
        }
        return json;
    }
}
