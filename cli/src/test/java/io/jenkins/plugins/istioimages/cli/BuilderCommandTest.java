package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderCommandTest {
    @TempDir
    private Path dir;

    @BeforeEach
    void images() throws IOException {
        for (String file : new String[] {"maistra-builder_2.4", "maistra-builder_3.0", "other"}) {
            write(file + ".Dockerfile", "FROM scratch\n");
        }
        write("builder-images.yaml", "versions: {2.4: {platforms: [linux/amd64]}}\n");
    }

    @Test
    void theImagesAreListedWithTheirPlatformsAndWhatIsLeftAloneIsTold() {
        CliRun run = list("--platform", "linux/amd64,linux/s390x");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactly("maistra-builder:2.4 linux/amd64", "maistra-builder:3.0 linux/amd64, linux/s390x");
        assertThat(run.err()).contains("notice: other.Dockerfile is left alone");
    }

    @Test
    void forMachinesTheyAreData() throws IOException {
        JsonNode images = new ObjectMapper()
                .readTree(list("--json", "--version", "3.0", "--platform", "linux/arm64")
                        .out())
                .path("images");
        assertThat(images).hasSize(1);
        assertThat(images.get(0).path("name").asText()).isEqualTo("maistra-builder");
        assertThat(images.get(0).path("version").asText()).isEqualTo("3.0");
        assertThat(images.get(0).path("platforms").get(0).asText()).isEqualTo("linux/arm64");
        assertThat(images.get(0).path("dockerfile").asText()).endsWith("/maistra-builder_3.0.Dockerfile");
    }

    @Test
    void aVersionForNoneOfThePlatformsIsLeftOutWithANotice() {
        CliRun run = list("--platform", "linux/arm64");
        assertThat(run.out()).isEqualTo("maistra-builder:3.0 linux/arm64" + System.lineSeparator());
        assertThat(run.err()).contains("notice: maistra-builder:2.4 is left out");
    }

    @Test
    void onlyWhatChangedSinceACommitIsMeant() throws Exception {
        try (Git git = Git.init().setDirectory(dir.toFile()).call()) {
            commit(git);
            write("maistra-builder_3.0.Dockerfile", "FROM other\n");
            commit(git);
            assertThat(list("--since", "HEAD~1", "--platform", "linux/amd64").out())
                    .isEqualTo("maistra-builder:3.0 linux/amd64" + System.lineSeparator());
            assertThat(list("--since", "HEAD").out()).isEmpty();
            CliRun wrong = list("--since", "never");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(wrong.err()).contains("there is no commit 'never'");
        }
    }

    @Test
    void whatIsWrongIsWrongInput() {
        assertThat(list("--version", "2.5").status()).isEqualTo(2);
        assertThat(list("--version", "2.5").err()).contains("did you mean '2.4'?");
        assertThat(CliRun.of("builder").status()).isEqualTo(2);
        assertThat(CliRun.of("builder", "push").err()).contains("--hub");
        CliRun where = CliRun.of("builder", "push", "-C", dir.toString(), "--hub", "localhost/x", "--", "make");
        assertThat(where.status()).isEqualTo(2);
        assertThat(where.err()).contains("--tree DIR");
        CliRun none = CliRun.of("builder", "push", "-C", dir.toString(), "--hub", "localhost/x");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("is not in the working tree of a git repository");
    }

    @Test
    void theHelpNamesWhatCanBeDone() {
        assertThat(CliRun.of("builder", "--help").out()).contains("list", "build", "check", "push");
        assertThat(CliRun.of("builder", "push", "--help").out())
                .contains("--hub", "--tree", "--version", "--platform", "--since", "--moving-tag-only", "--json");
    }

    private CliRun list(String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(new String[] {"builder", "list", "-C", dir.toString()}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return CliRun.of(words);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(dir.resolve(file), text);
    }

    private static void commit(Git git) throws Exception {
        git.add().addFilepattern(".").call();
        git.commit()
                .setAuthor("a", "a@localhost")
                .setCommitter("a", "a@localhost")
                .setMessage("Change\n")
                .setSign(false)
                .call();
    }
}
