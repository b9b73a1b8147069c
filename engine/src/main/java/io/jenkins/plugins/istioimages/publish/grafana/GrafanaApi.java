package io.jenkins.plugins.istioimages.publish.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.http.ApiAnswer;
import io.jenkins.plugins.istioimages.publish.http.ApiBody;
import io.jenkins.plugins.istioimages.publish.http.ApiClient;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import io.jenkins.plugins.istioimages.publish.http.ApiRequest;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The part of grafana.com's API that dashboards are published by. */
public final class GrafanaApi {
    /** grafana.com itself. */
    public static final URI COM = URI.create("https://grafana.com");

    private final URI endpoint;
    private final ApiClient client;

    /**
     * @param endpoint address without {@code /api}
     * @param listener hears why something is waited for
     */
    public GrafanaApi(URI endpoint, BearerToken token, Patience patience, Pauses pauses, Consumer<String> listener) {
        this.endpoint = endpoint;
        this.client = new ApiClient(Optional.of(token), List.of(endpoint), patience, pauses, listener);
    }

    String host() {
        return host(endpoint);
    }

    static String host(URI server) {
        return server.getHost() + (server.getPort() > 0 ? ":" + server.getPort() : "");
    }

    /** A person's page of a dashboard. */
    URI page(Dashboard dashboard) {
        return uri("/grafana/dashboards/" + dashboard.id());
    }

    /**
     * What the newest revision holds, see {@link Dashboard#digest(byte[], String)}.
     *
     * @return empty if there is none yet
     * @throws InputException if there is no such dashboard
     */
    Optional<String> newest(Dashboard dashboard) {
        ApiRequest request = ApiRequest.get(uri("/api/dashboards/" + dashboard.id()), operation(dashboard));
        ApiAnswer answer = client.send(request);
        if (answer.status() == 404) {
            throw new InputException(operation(dashboard) + ": " + host() + " has no dashboard " + dashboard.id()
                    + "; correct the id in the manifest, or set it to 0");
        }
        JsonNode revision = accepted(request, answer).json().path("revision");
        return revision.asLong(0) > 0 ? Optional.of(content(dashboard, revision.asLong())) : Optional.empty();
    }

    private String content(Dashboard dashboard, long revision) {
        URI uri = uri("/api/dashboards/" + dashboard.id() + "/revisions/" + revision + "/download");
        ApiRequest request = ApiRequest.get(uri, operation(dashboard));
        ApiAnswer answer = accepted(request, client.send(request));
        try {
            return Dashboard.digest(answer.text().getBytes(StandardCharsets.UTF_8), "revision " + revision);
        } catch (MalformedContentException e) {
            throw new ApiException(operation(dashboard) + ": " + e.getMessage(), answer.status(), e);
        }
    }

    /** Adds a revision, and no second one when it is not known whether the first arrived. */
    void add(Dashboard dashboard) {
        ApiRequest request = ApiRequest.post(
                uri("/api/dashboards/" + dashboard.id() + "/revisions"), form(dashboard), operation(dashboard));
        String wanted = dashboard.digest();
        client.make(
                request,
                () -> newest(dashboard).filter(wanted::equals),
                answer -> String.valueOf(accepted(request, answer).status()));
    }

    /** As release-builder sends it (pkg/publish/grafana.go): a form with a file named json. */
    private static ApiBody form(Dashboard dashboard) {
        byte[] content = dashboard.content();
        String boundary = "istio-images-" + Digest.sha256(content).hex().substring(0, 32);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"json\"; filename=\""
                        + dashboard.name() + ".json\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return ApiBody.bytes("multipart/form-data; boundary=" + boundary, form.toByteArray());
    }

    private static ApiAnswer accepted(ApiRequest request, ApiAnswer answer) {
        if (!answer.ok()) {
            throw ApiException.of(request, answer);
        }
        return answer;
    }

    private URI uri(String path) {
        return URI.create(endpoint.toString().replaceFirst("/+$", "") + path);
    }

    private static String operation(Dashboard dashboard) {
        return "dashboard " + dashboard.name();
    }
}
