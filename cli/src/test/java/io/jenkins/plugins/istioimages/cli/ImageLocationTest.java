package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.cli.ImageLocation.Transport;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLocationTest {
    @ParameterizedTest
    @CsvSource({
        "ghcr.io/resf/istio/pilot:1.14.5, ghcr.io/resf/istio/pilot:1.14.5",
        "docker://ghcr.io/resf/istio/pilot:1.14.5, ghcr.io/resf/istio/pilot:1.14.5",
        "docker:5000/pilot, docker:5000/pilot",
        "busybox, busybox"
    })
    void namesARegistry(String text, String reference) {
        ImageLocation location = ImageLocation.parse(text);
        assertThat(location.transport()).isEqualTo(Transport.REGISTRY);
        assertThat(location.name()).contains(reference);
        assertThat(location.path()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "oci:target/layout:ghcr.io/x/pilot:1.0, LAYOUT, target/layout, ghcr.io/x/pilot:1.0",
        "oci-archive:a.tar:1.0, OCI_ARCHIVE, a.tar, 1.0",
        "docker-archive:/x/pilot.tar.gz:h/pilot:1, DOCKER_ARCHIVE, /x/pilot.tar.gz, h/pilot:1"
    })
    void namesAPathAndAnImageInIt(String text, Transport transport, String path, String name) {
        assertThat(ImageLocation.parse(text))
                .isEqualTo(new ImageLocation(
                        transport, java.util.Optional.of(Path.of(path)), java.util.Optional.of(name)));
    }

    @Test
    void aPathAloneMeansItsOnlyImage() {
        assertThat(ImageLocation.parse("oci:layout").name()).isEmpty();
        assertThat(ImageLocation.parse("oci:layout:").name()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "oci:", "oci::x", "docker://", "docker-archive:", "dokcer://x/y", "https://x/y"})
    void refusesWhatNamesNothing(String text) {
        assertThatThrownBy(() -> ImageLocation.parse(text)).isInstanceOf(InputException.class);
    }

    @Test
    void anUnknownPrefixIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> ImageLocation.parse("dokcer://x/y")).hasMessageContaining("did you mean 'docker:'?");
    }
}
