package io.jenkins.plugins.istioimages.bench.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The few requests that seeding and checking need; on purpose not the client that is measured. */
public final class RegistryApi {
    private static final String ACCEPT = String.join(
            ", ",
            List.of(
                    MediaTypes.OCI_INDEX,
                    MediaTypes.DOCKER_INDEX,
                    MediaTypes.OCI_MANIFEST,
                    MediaTypes.DOCKER_MANIFEST));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String host;

    /** @param host {@code 127.0.0.1:PORT} */
    public RegistryApi(String host) {
        this.host = host;
    }

    /**
     * A manifest or index.
     *
     * @param digest as the registry says it
     * @param json its content
     */
    public record Found(String digest, ObjectNode json) {}

    /** A manifest or index by tag or digest; an error if there is none. */
    public Found manifest(String repository, String selector) throws IOException {
        HttpRequest request = request(repository + "/manifests/" + selector)
                .header("Accept", ACCEPT)
                .build();
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new BenchException(
                    repository + ":" + selector + " is not in the registry: status " + response.statusCode());
        }
        String digest = response.headers().firstValue("Docker-Content-Digest").orElse("");
        return new Found(digest, Json.readObject(response.body(), repository + ":" + selector));
    }

    /** Size of a blob; empty if there is none. */
    public OptionalLong blobSize(String repository, String digest) throws IOException {
        HttpRequest request = request(repository + "/blobs/" + digest)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> response = send(request, BodyHandlers.discarding());
        return response.statusCode() == 200
                ? response.headers().firstValueAsLong("Content-Length")
                : OptionalLong.empty();
    }

    /** A blob's bytes. */
    public InputStream blob(String repository, String digest) throws IOException {
        HttpResponse<InputStream> response =
                send(request(repository + "/blobs/" + digest).build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new BenchException(repository + " has no blob " + digest + ": status " + response.statusCode());
        }
        return response.body();
    }

    /** Uploads a file. */
    public void putBlob(String repository, String digest, Path file) throws IOException {
        HttpResponse<Void> begun = send(
                request(repository + "/blobs/uploads/")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        String location = begun.headers().firstValue("Location").orElseThrow();
        URI upload = URI.create("http://" + host + "/").resolve(location);
        String joint = upload.getQuery() == null ? "?" : "&";
        HttpRequest put = HttpRequest.newBuilder(URI.create(upload + joint + "digest=" + digest))
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        expectCreated(send(put, BodyHandlers.discarding()), "blob " + digest);
    }

    /** Stores a manifest under a tag or digest. */
    public void putManifest(String repository, String selector, String mediaType, byte[] content) throws IOException {
        HttpRequest put = request(repository + "/manifests/" + selector)
                .header("Content-Type", mediaType)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        expectCreated(send(put, BodyHandlers.discarding()), "manifest " + repository + ":" + selector);
    }

    private static void expectCreated(HttpResponse<Void> response, String what) {
        if (response.statusCode() != 201) {
            throw new BenchException(what + " was not stored: status " + response.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + "/v2/" + path));
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
