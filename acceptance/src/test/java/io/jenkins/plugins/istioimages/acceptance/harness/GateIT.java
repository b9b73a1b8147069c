package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GateIT {
    @Test
    @Timeout(60)
    void what_comes_after_the_last_free_manifest_waits_until_the_gate_is_opened() throws Exception {
        try (TinyServer registry = new TinyServer(call -> Reply.of(201));
                Gate gate = new Gate(Integer.parseInt(registry.host().replaceFirst(".*:", "")), 1)) {
            HttpClient client = HttpClient.newHttpClient();
            assertThat(client.send(put(gate, "blobs/uploads/1"), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(201);
            assertThat(client.send(put(gate, "manifests/1"), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(201);
            assertThat(gate.waiting()).isZero();

            List<CompletableFuture<Integer>> late = Stream.of("manifests/2", "manifests/3")
                    .map(path -> client.sendAsync(put(gate, path), BodyHandlers.discarding())
                            .thenApply(response -> response.statusCode()))
                    .toList();
            gate.awaitClosed();
            assertThat(late).noneMatch(CompletableFuture::isDone);
            gate.open();
            assertThat(late.stream().map(CompletableFuture::join)).containsExactly(201, 201);
        }
    }

    private static HttpRequest put(Gate gate, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + gate.host() + "/v2/x/" + path))
                .PUT(BodyPublishers.ofString("{}"))
                .build();
    }
}
