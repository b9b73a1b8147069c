package io.jenkins.plugins.istioimages.publish.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a web API answered. */
public final class ApiAnswer {
    private static final int BRIEF = 300;

    private final URI uri;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    /** @param body whole, or its SHA-256 where that was asked for */
    ApiAnswer(URI uri, int status, HttpHeaders headers, byte[] body) {
        this.uri = uri;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Who answered, after redirects. */
    public URI uri() {
        return uri;
    }

    public int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    public boolean ok() {
        return status / 100 == 2;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON.
     *
     * @throws ApiException if it is none
     */
    public JsonNode json() {
        try {
            return Json.read(body, "the answer of " + uri.getHost());
        } catch (MalformedContentException e) {
            throw new ApiException(e.getMessage(), status, e);
        }
    }

    /** Status, and what the server says about it, in one line. */
    String brief() {
        String said = message().replaceAll("\\s+", " ").strip();
        String cut = said.length() > BRIEF ? said.substring(0, BRIEF) + "…" : said;
        return "status " + status + (cut.isEmpty() ? "" : ": " + cut);
    }

    /** GitHub's and Grafana's errors have a message, and GitHub's some details. */
    private String message() {
        try {
            ObjectNode error = Json.readObject(body, "answer");
            StringBuilder said = new StringBuilder(error.path("message").asText(""));
            for (JsonNode detail : error.path("errors")) {
                String code = detail.path("message").asText(detail.path("code").asText(""));
                said.append(code.isEmpty() ? "" : " (" + code + ")");
            }
            return said.toString();
        } catch (MalformedContentException e) {
            return text().startsWith("<") ? "" : text();
        }
    }
}
