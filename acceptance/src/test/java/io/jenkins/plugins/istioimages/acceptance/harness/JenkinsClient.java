package io.jenkins.plugins.istioimages.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** One user of a Jenkins over HTTP, with an API token; or nobody. */
public final class JenkinsClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;
    private final String authorization;

    private JenkinsClient(URI url, String authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    /** @param url of the Jenkins, with a slash at its end */
    public static JenkinsClient anonymous(URI url) {
        return new JenkinsClient(url, null);
    }

    public static JenkinsClient user(URI url, String name, String token) {
        byte[] pair = (name + ":" + token).getBytes(StandardCharsets.UTF_8);
        return new JenkinsClient(url, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** The value of the Authorization header; null for nobody. */
    public String authorization() {
        return authorization;
    }

    public URI url() {
        return url;
    }

    /** @param path below the Jenkins, without a slash at its beginning */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Posts a form. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts XML, as createItem takes it. */
    public HttpResponse<String> postXml(String path, String xml) {
        return send(request(path)
                .header("Content-Type", "application/xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(xml)));
    }

    /** Posts plain text, as configuration-as-code takes it. */
    public HttpResponse<String> postText(String path, String text) {
        return send(request(path)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(text)));
    }

    /** @throws IllegalStateException if there is no such thing, or the user may not see it */
    public String text(String path) {
        return ok(get(path)).body();
    }

    /** A file. */
    public byte[] bytes(String path) {
        HttpResponse<byte[]> response = send(request(path).GET(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(response.uri() + " answered " + response.statusCode());
        }
        return response.body();
    }

    public JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs Groovy in the controller, as an administrator may, and gives what it printed. */
    public String script(String groovy) {
        return scriptAt("scriptText", groovy);
    }

    /** Runs Groovy in an agent; what it names of plugins comes from the controller, class by class. */
    public String scriptOn(String agent, String groovy) {
        return scriptAt("computer/" + agent + "/scriptText", groovy);
    }

    private String scriptAt(String path, String groovy) {
        String output = ok(post(path, Map.of("script", groovy))).body();
        if (output.contains("Exception: ") || output.contains("startup failed")) {
            throw new IllegalStateException(output);
        }
        return output.strip();
    }

    public static HttpResponse<String> ok(HttpResponse<String> response) {
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(response.uri() + " answered " + response.statusCode() + ": "
                    + response.body().lines().limit(20).collect(Collectors.joining("\n")));
        }
        return response;
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
