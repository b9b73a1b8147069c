package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    @Test
    void hosts_stand_in_a_text_with_or_without_ports() {
        assertThat(HostNames.in(" github.com, git.example:8443\n127.0.0.1:5000 [::1]:5000 x", "gitHosts"))
                .containsExactly("github.com", "git.example:8443", "127.0.0.1:5000", "[::1]:5000", "x");
        assertThat(HostNames.in("", "gitHosts")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com",
                "github.com/istio",
                "git@github.com",
                "*.example",
                "-a",
                "a:port",
                "a:123456"
            })
    void anything_else_is_refused(String wrong) {
        assertThatThrownBy(() -> HostNames.check(List.of("github.com", wrong), "gitHosts"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("gitHosts: '" + wrong + "' is wrong: expected HOST or HOST:PORT");
    }
}
