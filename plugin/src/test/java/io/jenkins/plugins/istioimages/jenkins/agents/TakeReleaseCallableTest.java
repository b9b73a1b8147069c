package io.jenkins.plugins.istioimages.jenkins.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeReleaseCallableTest {
    private static final String CHART = "helm/base-1.14.5.tgz";
    private static final String SUM = Digest.sha256("a chart".getBytes(UTF_8)).hex();

    @TempDir
    Path workspace;

    private Path brought;

    @BeforeEach
    void bring() throws IOException {
        TakeReleaseCallable.begin("release/out").work(workspace);
        brought = workspace.resolve(TakeReleaseCallable.beside("release/out"));
        write(CHART, "a chart");
        write(CHART + ".sha256", SUM + " base-1.14.5.tgz\n");
        write("images.yaml", "images");
        write("images.yaml.sha256", Digest.sha256("images".getBytes(UTF_8)).hex() + " images.yaml\n");
    }

    @Test
    void what_its_checksums_say_takes_its_place() throws IOException {
        TakeReleaseCallable.finish("release/out", Map.of(CHART, SUM)).work(workspace);
        assertThat(brought).doesNotExist();
        assertThat(workspace.resolve("release/out/" + CHART)).hasContent("a chart");
        assertThat(workspace.resolve("release/out/images.yaml.sha256")).isRegularFile();
    }

    @Test
    void another_checksum_beside_a_file_leaves_what_was_there() throws IOException {
        Files.createDirectories(workspace.resolve("release/out"));
        write("images.yaml.sha256", SUM + " images.yaml\n");
        assertThatThrownBy(() -> finish(Map.of(CHART, SUM)))
                .isInstanceOf(WorkException.class)
                .hasMessageStartingWith("the archived file images.yaml has the SHA-256 ")
                .hasMessageEndingWith(", and images.yaml.sha256 of the release says " + SUM);
        assertThat(workspace.resolve("release/out")).isEmptyDirectory();
    }

    @Test
    void another_file_than_SHA256SUMS_says_is_refused() {
        assertThatThrownBy(() -> finish(Map.of("images.yaml", SUM)))
                .isInstanceOf(WorkException.class)
                .hasMessageEndingWith(", and SHA256SUMS of the release says " + SUM);
    }

    @Test
    void a_checksum_of_no_file_is_refused() throws IOException {
        write("helm/gone.tgz.sha256", SUM + " gone.tgz\n");
        assertThatThrownBy(() -> finish(Map.of()))
                .isInstanceOf(WorkException.class)
                .hasMessageStartingWith("the archived file helm/gone.tgz cannot be read: ");
    }

    private void finish(Map<String, String> checksums) throws IOException {
        TakeReleaseCallable.finish("release/out", checksums).work(workspace);
    }

    private void write(String name, String content) throws IOException {
        Path file = brought.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
