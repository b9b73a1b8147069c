package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class DockerRegistryFixtureIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void answers_on_its_own_port_and_leaves_nothing_behind() throws Exception {
        DockerRegistry registry = DockerRegistry.start();
        try (registry) {
            assertThat(status(registry)).isEqualTo(200);
        }
        assertThat(Files.exists(registry.storage().getParent())).isFalse();
    }

    @Test
    void asks_for_the_password_it_was_given() throws Exception {
        try (DockerRegistry registry =
                DockerRegistry.configure().htpasswd("user", "secret").start()) {
            assertThat(status(registry)).isEqualTo(401);
        }
    }

    private int status(DockerRegistry registry) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + registry.host() + "/v2/"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
