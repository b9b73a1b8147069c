package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitUrlTest {
    private static final Asker ASKER = new Asker("dependency 'istio'", Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "https://github.com/istio/istio, https://github.com/istio/istio",
        "https://me:secret@host:8443/a/b.git, https://host:8443/a/b.git",
        "https://token@host/a, https://host/a",
        "ssh://git@host:2222/a/b, ssh://git@host:2222/a/b",
        "ssh://git:secret@host/a, ssh://git@host/a",
        "git@github.com:istio/istio.git, git@github.com:istio/istio.git",
        "git://host/a, git://host/a",
        "/srv/git/istio, /srv/git/istio",
        "../istio, /work/istio",
        "./a/../istio, /work/manifests/istio",
        "file:///srv/git/istio, /srv/git/istio",
        "file:///srv/a%20b, /srv/a b",
        "file:/srv/istio, /srv/istio",
    })
    void aUrlIsShownWithoutCredentials(String raw, String shown) {
        assertThat(GitUrl.of(raw, Path.of("/work/manifests"), ASKER)).hasToString(shown);
    }

    @Test
    void credentialsAreSplitOffAndDecoded() {
        GitUrl url = GitUrl.of("https://me%40corp:p%2Fa+b%3A@host/a", Path.of("/"), ASKER);

        assertThat(url.embedded()).contains(new UserPassword("me@corp", "p/a+b:"));
        assertThat(url.uri().getPass()).isNull();
        assertThat(url.embedded().orElseThrow().toString()).doesNotContain("p/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://u:geheim@host/a",
                "ext::sh -c geheim",
                "https://geheim",
                "https:///geheim",
                "https://u:ge/heim@host/x",
                "https://host:geheim/x",
                "file://host/geheim",
                "amazon-s3://geheim@b/c",
            })
    void whatIsNoUrlIsRefusedWithoutRepeatingIt(String raw) {
        assertThatThrownBy(() -> GitUrl.of(raw, Path.of("/"), ASKER))
                .isInstanceOf(InvalidSourceException.class)
                .hasMessageStartingWith("dependency 'istio': ")
                .hasMessageNotContaining("geheim");
    }
}
