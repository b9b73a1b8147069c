package io.jenkins.plugins.istioimages.publish.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {
    private static final Catalog CATALOG =
            new Catalog("1.14.5", Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), List.of());

    @TempDir
    Path directory;

    @Test
    void a_release_is_opened_by_its_directory_or_by_the_one_around_it() throws IOException {
        Path out = Files.createDirectories(directory.resolve("out"));
        Files.writeString(out.resolve("images.yaml"), CatalogYaml.write(CATALOG));

        ReleaseFolder release = ReleaseFolder.open(directory);

        assertThat(release).isEqualTo(ReleaseFolder.open(out));
        assertThat(release.version()).isEqualTo("1.14.5");
        assertThat(release.created()).isEqualTo(CATALOG.created());
        assertThat(release.hasCatalog()).isTrue();
        assertThat(release.hasLock()).isFalse();
        assertThat(release.beside("receipts")).isEqualTo(directory.resolve("receipts"));
        assertThatThrownBy(release::lock).isInstanceOf(InputException.class).hasMessageEndingWith("has no lock.yaml");
    }

    @Test
    void a_directory_without_a_release_is_told() {
        assertThatThrownBy(() -> ReleaseFolder.open(directory))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("neither images.yaml nor lock.yaml");
    }
}
