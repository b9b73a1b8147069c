package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitLoginTest {
    private static final GitLogin LOGIN =
            GitLogin.password(List.of("git.example", "Code.Example:8443", "127.0.0.1:8080"), "bob", "word");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/istio",
                "https://GIT.example:443/istio",
                "https://code.example:8443/x",
                "http://127.0.0.1:8080/istio"
            })
    void a_password_goes_to_the_servers_it_is_for(String url) {
        assertThat(asked(url)).contains(new UserPassword("bob", "word"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/istio",
                "https://git.example.evil.example/istio",
                "https://git.example:8443/istio",
                "https://code.example/x",
                "http://git.example/istio",
                "http://code.example:8443/x",
                "ssh://git@git.example/istio",
                "git.example:istio",
                "https://bad url"
            })
    void and_to_no_other(String url) {
        assertThat(asked(url)).isEmpty();
    }

    @Test
    void keys_are_for_ssh_and_replace_those_of_the_agent() {
        GitAccess access =
                Serialized.copy(GitLogin.keys("git", List.of("key"), "phrase")).access();
        assertThat(access.ssh().identity()).hasValueSatisfying(somebody -> {
            assertThat(somebody.user()).isEqualTo("git");
            assertThat(somebody.keys()).containsExactly("key");
            assertThat(somebody.passphrase()).contains("phrase");
        });
        assertThat(access.credentials().forUrl("https://git.example/x")).isEmpty();
    }

    @Test
    void nobody_is_whoever_the_agent_is() {
        GitAccess access = Serialized.copy(GitLogin.none()).access();
        assertThat(access.ssh().identity()).isEmpty();
        assertThat(access.ssh()).isEqualTo(GitAccess.standard().ssh());
        assertThat(access.credentials().forUrl("https://git.example/x")).isEmpty();
    }

    @Test
    void its_text_tells_no_secret() {
        assertThat(LOGIN).asString().contains("git.example").doesNotContain("word");
        assertThat(GitLogin.keys("git", List.of("key-text"), "phrase"))
                .asString()
                .doesNotContain("key-text", "phrase");
    }

    private static Optional<UserPassword> asked(String url) {
        return LOGIN.access().credentials().forUrl(url);
    }
}
