package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubLoginsTest {
    @Test
    void a_registry_is_named_as_hubs_name_it() {
        HubLogins logins = HubLogins.none()
                .with("index.docker.io", "hub")
                .with("GHCR.io", "ghcr")
                .with("localhost", "local")
                .with("registry.example:5000", "own");
        assertThat(HubLogins.registries(
                        List.of("istio", "docker.io/resf", "ghcr.io/resf", "localhost/x", "registry.example:5000/x")))
                .containsExactly("docker.io", "ghcr.io", "localhost", "registry.example:5000")
                .extracting(registry -> logins.id(registry, "common"))
                .containsExactly("hub", "ghcr", "local", "own");
        assertThat(logins.id("registry.example", "common"))
                .as("another port is another server")
                .isEqualTo("common");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ghcr", "https://ghcr.io", "ghcr.io/resf", "ghcr.io quay.io", "user@ghcr.io"})
    void what_is_no_registry_is_refused(String registry) {
        assertThatThrownBy(() -> HubLogins.none().with(registry, "id"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("hubCredentials: '" + registry + "' is wrong: expected ");
    }

    @Test
    void a_registry_has_one_id() {
        HubLogins logins = HubLogins.none().with("docker.io", "one");
        assertThatThrownBy(() -> logins.with("index.docker.io", "two"))
                .isInstanceOf(InputException.class)
                .hasMessage("hubCredentials: 'docker.io' stands there twice");
    }

    @Test
    void each_is_for_a_hub() {
        HubLogins logins = HubLogins.none().with("quay.io", "one");
        assertThat(logins.among(List.of("quay.io/resf/istio", "ghcr.io/x"))).isSameAs(logins);
        assertThatThrownBy(() -> logins.among(List.of("quay.oi/resf/istio")))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "hubCredentials: no hub is in 'quay.io'; did you mean 'quay.oi'? (there are hubs in quay.oi)");
    }
}
