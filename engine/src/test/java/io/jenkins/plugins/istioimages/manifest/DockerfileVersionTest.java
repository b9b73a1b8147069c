package io.jenkins.plugins.istioimages.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileVersionTest {
    @ParameterizedTest
    @CsvSource({
        "FROM istio/proxyv2:1.14.5, 1.14.5",
        "FROM istio/proxyv2:v1.14.5, 1.14.5",
        "from istio/proxyv2:1.14.5 as version, 1.14.5",
        "FROM --platform=linux/arm64 docker.io/istio/proxyv2:1.14.5, 1.14.5",
        "FROM --platform=$BUILDPLATFORM localhost:5000/istio/proxyv2:1.14.5-distroless AS x, 1.14.5",
        "FROM istio/proxyv2:1.24.0-rc.1-debug, 1.24.0-rc.1",
        "FROM istio/proxyv2:1.14.5@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, 1.14.5",
        "'  FROM   istio/proxyv2:1.14.5  ', 1.14.5",
        "'ARG V=1.14.5\nFROM istio/proxyv2:${V}', 1.14.5",
        "'ARG V=\"1.14.5\"\nARG IMAGE=istio/proxyv2\nFROM $IMAGE:$V', 1.14.5",
        "'# bumped by a bot\r\n\r\nFROM istio/proxyv2:1.14.5\r\n', 1.14.5",
        "'\uFEFFFROM istio/proxyv2:1.14.5', 1.14.5",
    })
    void theVersionIsTheTagOfTheImage(String text, String version) {
        assertThat(read(text).version()).isEqualTo(version);
    }

    @Test
    void theVersionHasAPlace() {
        assertThat(read("# x\nFROM --platform=linux/arm64 istio/proxyv2:1.14.5").location())
                .isEqualTo(new SourceLocation("Dockerfile.version", 2, 29));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1:1: there is no FROM; expected FROM istio/proxyv2:1.14.5",
                "`# FROM istio/proxyv2:1.14.5` | 1:1: there is no FROM",
                "FROM istio/proxyv2 | 1:6: image 'istio/proxyv2': has no tag, expected a version like"
                        + " istio/proxyv2:1.14.5",
                "FROM scratch | 1:6: image 'scratch': has no tag",
                "FROM istio/proxyv2:latest | 1:6: image 'istio/proxyv2:latest': version 'latest' is wrong: expected",
                "FROM istio/proxyv2: | 1:6: image 'istio/proxyv2:': tag '' is wrong",
                "FROM Istio_/x/Proxy:1.14.5 | 1:6: image 'Istio_/x/Proxy:1.14.5': repository",
                "`FROM a:1.2.3\nFROM a:1.2.4` | 2:6: a second FROM; the version stands in Dockerfile.version:1:6 already",
                "`FROM a:1.2.3\nRUN true` | 2:1: 'RUN true' is not expected here",
                "`FROM` | 1:1: 'FROM' is not expected here",
                "`FROM a b` | 1:6: 'a b' is wrong: expected FROM IMAGE:VERSION",
                "`FROM a:$V` | 1:6: 'a:$V' is wrong: no ARG V=… stands before it",
                "`ARG V\nFROM a:$V` | 1:5: 'V' is wrong: expected ARG NAME=value",
                "`FROM \\\n a:1.2.3` | 1:6: image",
            })
    void anythingElseIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("Dockerfile.version:" + message);
    }

    @Test
    void aDigestAloneIsNoVersion() {
        assertThatThrownBy(() -> read("FROM istio/proxyv2@sha256:" + "0".repeat(64)))
                .hasMessageContaining("has no tag, expected a version like istio/proxyv2:1.14.5");
    }

    @Test
    void aFileIsRead(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("Dockerfile.version");
        assertThatThrownBy(() -> DockerfileVersion.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " does not exist");

        Files.writeString(file, "FROM istio/proxyv2:1.14.5\n");

        assertThat(DockerfileVersion.read(file).version()).isEqualTo("1.14.5");
    }

    private static DockerfileVersion read(String text) {
        return DockerfileVersion.read("Dockerfile.version", text.getBytes(UTF_8));
    }
}
