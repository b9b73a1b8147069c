package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that keeps images as files, and refuses to remove them as often as it is told. */
class TemporaryImageTest {
    private static final String PROGRAM = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >> calls
            case "$1" in
            images) if [ -e image ]; then cat image; fi ;;
            ps) printf 'c1 other\\nc2 ours\\nc3 ours\\n' ;;
            rmi)
                if [ -s refusals ]; then
                    sed -i 1d refusals
                    echo 'Error response from daemon: unrecognized image ID sha256:80f8' >&2
                    exit 1
                fi
                rm image ;;
            esac
            """;

    @TempDir
    private Path dir;

    @Test
    void aRefusalThatIsOverSoonIsNoFailure() throws IOException {
        image(3).remove();
        assertThat(dir.resolve("image")).doesNotExist();
        assertThat(calls()).filteredOn(call -> call.startsWith("rmi")).hasSize(4);
    }

    @Test
    void aRefusalThatLastsIsToldInTheProgramsWords() throws IOException {
        TemporaryImage image = image(1000);
        assertThatThrownBy(image::remove)
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("rmi --force ours' was tried 20 times in vain")
                .hasMessageContaining("unrecognized image ID sha256:80f8");
    }

    @Test
    void onlyContainersOfThatVeryNameAreRemoved() throws IOException {
        image(0).remove();
        assertThat(calls()).contains("rm --force c2 c3");
    }

    @Test
    void whatIsNotThereNeedsNoRemoval() throws IOException {
        TemporaryImage image = image(0);
        Files.delete(dir.resolve("image"));
        image.remove();
        assertThat(calls()).singleElement().asString().startsWith("images");
    }

    @Test
    void anInterruptWaitsUntilTheImageIsGone() throws IOException {
        TemporaryImage image = image(2);
        Thread.currentThread().interrupt();
        image.remove();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(dir.resolve("image")).doesNotExist();
    }

    private TemporaryImage image(int refusals) throws IOException {
        Path file = Files.writeString(dir.resolve("program"), PROGRAM);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Files.writeString(dir.resolve("image"), "f4e618f5c1b2\n");
        Files.writeString(dir.resolve("refusals"), "no\n".repeat(refusals));
        ContainerProgram program = new ContainerProgram(
                file.toString(), new ProcessRunner(), ProcessLimits.DEFAULT, Map.of("PATH", "/usr/bin:/bin"));
        return new TemporaryImage(program, "ours", Duration.ofMillis(1));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(dir.resolve("calls"));
    }
}
