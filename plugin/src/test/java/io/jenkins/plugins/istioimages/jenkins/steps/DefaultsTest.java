package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.config.PlatformLabel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    private final SystemSettings system = new SystemSettings();
    private Defaults defaults;

    @BeforeEach
    void configured() {
        system.configuration.setHub("ghcr.io/resf/istio");
        system.configuration.setStaging("staging.example/istio");
        system.configuration.setBuilderImage("ghcr.io/resf/build:${minor}");
        system.configuration.setPlainHttp("staging.example, other:5000");
        system.configuration.setCaCredentialsId("ca");
        system.configuration.setGitHosts("github.com");
        system.configuration.setLabels(
                List.of(new PlatformLabel("linux/arm64", "graviton"), new PlatformLabel("linux/amd64", "big")));
        defaults = Defaults.inForce();
    }

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void what_a_call_leaves_out_is_the_systems() {
        assertThat(defaults.staging(null)).isEqualTo("staging.example/istio");
        assertThat(defaults.staging(" ")).isEqualTo("staging.example/istio");
        assertThat(defaults.builderImage("")).isEqualTo("ghcr.io/resf/build:${minor}");
        assertThat(defaults.caCredentialsId("")).isEqualTo("ca");
        assertThat(defaults.hubs(List.of())).containsExactly("ghcr.io/resf/istio");
        assertThat(defaults.plainHttp(List.of())).containsExactly("staging.example", "other:5000");
        assertThat(defaults.gitHosts()).containsExactly("github.com");
    }

    @Test
    void what_a_call_names_wins() {
        assertThat(defaults.staging("mine.example/x")).isEqualTo("mine.example/x");
        assertThat(defaults.builderImage("mine:1")).isEqualTo("mine:1");
        assertThat(defaults.caCredentialsId("own")).isEqualTo("own");
        assertThat(defaults.hubs(List.of("a/b", "c/d"))).containsExactly("a/b", "c/d");
        assertThat(defaults.plainHttp(List.of("r:1"))).containsExactly("r:1");
    }

    @Test
    void none_is_nothing_whatever_the_system_has() {
        assertThat(defaults.staging("none")).isEmpty();
        assertThat(defaults.builderImage(" none ")).isEmpty();
        assertThat(defaults.caCredentialsId("none")).isEmpty();
        assertThat(defaults.plainHttp(List.of("none"))).isEmpty();
    }

    @Test
    void labels_are_taken_platform_by_platform() {
        assertThat(defaults.labels(Map.of("linux/arm64", "mine", "linux/s390x", "z")))
                .isEqualTo(Map.of("linux/amd64", "big", "linux/arm64", "mine", "linux/s390x", "z"));
    }

    @Test
    void credentials_of_the_system_are_for_registries_and_not_for_a_directory() {
        assertThat(defaults.credentialsHubs()).containsExactly("ghcr.io/resf/istio", "staging.example/istio");
        system.configuration.setStaging("oci:/srv/images");
        assertThat(defaults.credentialsHubs()).containsExactly("ghcr.io/resf/istio");
    }

    @Test
    void without_a_configuration_nothing_is_added() {
        system.configuration.setHub("");
        system.configuration.setStaging("");
        system.configuration.setPlainHttp("");
        assertThat(defaults.hubs(List.of())).isEmpty();
        assertThat(defaults.staging("")).isEmpty();
        assertThat(defaults.plainHttp(List.of())).isEmpty();
        assertThat(defaults.credentialsHubs()).isEmpty();
    }

    @Test
    void a_wrong_word_of_the_system_is_told_where_it_stands() {
        system.configuration.setPlainHttp("http://r");
        assertThatThrownBy(() -> defaults.plainHttp(List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("plainHttp of the system configuration: 'http://r' is wrong");
    }
}
