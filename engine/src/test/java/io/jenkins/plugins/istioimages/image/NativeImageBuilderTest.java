package io.jenkins.plugins.istioimages.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeImageBuilderTest {
    private ImageFixture fixture;

    @BeforeEach
    void open(@TempDir Path directory) {
        fixture = new ImageFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anImageOnNothingHasDockersPathAndOneLayerPerCopy() {
        fixture.file("tool", "#!x", "rwx------").file("notes", "n");
        BuiltImage image = fixture.build("""
                FROM scratch
                COPY tool /usr/bin/tool
                COPY notes /doc/
                ENTRYPOINT ["/usr/bin/tool"]
                """);
        assertThat(image.layers()).hasSize(2);
        assertThat(fixture.layer(image.layers().get(0)))
                .containsExactly("0755 0:0 usr/", "0755 0:0 usr/bin/", "0755 0:0 usr/bin/tool #!x");
        assertThat(fixture.layer(image.layers().get(1))).containsExactly("0755 0:0 doc/", "0644 0:0 doc/notes n");
        ImageConfig config = fixture.config(image);
        assertThat(config.env()).containsExactly("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        assertThat(config.entrypoint()).containsExactly("/usr/bin/tool");
        assertThat(config.diffIds()).hasSize(2);
        assertThat(config.tree().path("created").asText()).isEqualTo("2022-10-12T08:11:00Z");
    }

    @Test
    void theVariantIsChosenByAnArgument() {
        fixture.file("a", "a").file("b", "b");
        fixture.base("registry.example/base", Platform.LINUX_AMD64, "FROM scratch\nCOPY a /a\nENV KIND=debug\n");
        fixture.base("registry.example/less", Platform.LINUX_AMD64, "FROM scratch\nCOPY b /b\nENV KIND=less\n");
        String dockerfile = """
                ARG BASE_DISTRIBUTION=debug
                ARG BASE_VERSION=latest
                FROM registry.example/base:${BASE_VERSION} AS debug
                FROM registry.example/less:${BASE_VERSION} as distroless
                FROM ${BASE_DISTRIBUTION:-debug}
                LABEL kind=$KIND
                """;
        BuiltImage debug = fixture.build(dockerfile);
        BuiltImage distroless = fixture.build(dockerfile, "BASE_DISTRIBUTION=distroless");
        assertThat(fixture.lastLayer(debug)).containsExactly("0644 0:0 a a");
        assertThat(fixture.lastLayer(distroless)).containsExactly("0644 0:0 b b");
        assertThat(fixture.config(distroless).tree().at("/config/Labels/kind").asText())
                .isEqualTo("less");
    }

    @Test
    void runIsRefusedWithItsPlaceOnlyInAStageThatIsNeeded() {
        fixture.file("a", "a");
        String dockerfile = """
                FROM scratch AS unused
                RUN make world
                FROM scratch AS used
                COPY a /a
                """;
        assertThat(fixture.build(dockerfile).layers()).hasSize(1);
        assertThatThrownBy(() -> fixture.build(dockerfile + "FROM unused\n"))
                .isInstanceOf(DockerfileException.class)
                .hasMessageContaining("Dockerfile:2:1: RUN in stage 'unused'")
                .hasMessageContaining("--image-builder docker");
    }

    @Test
    void nothingTemporaryStaysBehind() throws Exception {
        fixture.file("a", "a").build("FROM scratch\nCOPY a /a\n");
        fixture.close();
        try (var left = Files.list(fixture.root().resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anImageWithoutInstructionsIsItsBase() {
        fixture.file("a", "a");
        BuiltImage base = fixture.base("registry.example/base", Platform.LINUX_AMD64, "FROM scratch\nCOPY a /a\n");
        BuiltImage same = fixture.build(
                Repository.parse("registry.example/mirror"), Platform.LINUX_AMD64, "FROM registry.example/base\n");
        assertThat(same.manifest().digest()).isEqualTo(base.manifest().digest());
    }
}
