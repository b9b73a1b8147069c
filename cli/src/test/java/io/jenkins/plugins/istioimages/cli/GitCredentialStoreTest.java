package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCredentialStoreTest {
    @TempDir
    Path directory;

    @Test
    void givesTheLoginOfTheHost() throws IOException {
        GitCredentialStore store = store("# mine\n\nhttps://bob:p%40s+s@git.example\n");
        assertThat(store.forUrl("https://git.example/istio/istio.git")).contains(new UserPassword("bob", "p@s+s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://git.example/istio",
                "https://git.example:8443/istio",
                "https://evil.example/git.example",
                "https://git.example.evil/istio",
                "not a url"
            })
    void staysWithItsOrigin(String url) throws IOException {
        assertThat(store("https://bob:secret@git.example\n").forUrl(url)).isEmpty();
    }

    @Test
    void aPathNarrowsItDown() throws IOException {
        GitCredentialStore store = store("https://a:1@git.example/team\nhttps://b:2@git.example/\n");
        assertThat(store.forUrl("https://git.example/team/x")).contains(new UserPassword("a", "1"));
        assertThat(store.forUrl("https://git.example/teams/x")).contains(new UserPassword("b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob:secret", "https://git.example", "https://bob@git.example", "https://b:%zz@h", "::"})
    void aWrongLineIsNamedAndNotShown(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("credentials"), "\n" + line + "\n");
        assertThatThrownBy(() -> GitCredentialStore.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("credentials:2:1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> GitCredentialStore.read(directory.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none");
    }

    private GitCredentialStore store(String text) throws IOException {
        return GitCredentialStore.read(Files.writeString(directory.resolve("store"), text));
    }
}
