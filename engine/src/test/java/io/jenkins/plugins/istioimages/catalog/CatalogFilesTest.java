package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFilesTest {
    @TempDir
    Path dir;

    @Test
    void theCatalogAndItsPageAreWritten() throws IOException {
        Path yaml = CatalogFiles.write(dir.resolve("new/out"), Releases.catalog());

        assertThat(CatalogYaml.read(yaml)).isEqualTo(Releases.catalog());
        assertThat(dir.resolve("new/out/images.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(names(dir.resolve("new/out"))).containsExactly("images.html", "images.yaml");
    }

    @Test
    void aSecondBuildReplacesThemWhateverTheFirstLeft() throws IOException {
        Files.writeString(dir.resolve("images.yaml"), "old");
        Files.writeString(dir.resolve(".images.yaml.new"), "half-written, and longer than what comes".repeat(1000));

        CatalogFiles.write(dir, Releases.empty());

        assertThat(dir.resolve("images.yaml")).hasContent(CatalogYaml.write(Releases.empty()));
        assertThat(names(dir)).containsExactly("images.html", "images.yaml");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "x");

        assertThatThrownBy(() -> CatalogFiles.write(file, Releases.empty()))
                .isInstanceOf(WorkException.class)
                .hasMessageStartingWith("cannot write the catalog to " + file);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
