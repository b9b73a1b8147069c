package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.plan.Command;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines for a shell, with a real shell. */
class StageCommandIT {
    private static final List<String> NASTY = List.of(
            "$(touch evil)",
            "`touch evil`",
            "; touch evil",
            "a'b",
            "\"",
            "\\",
            "*",
            "~",
            "a\nb",
            "$HOME",
            "&& touch evil",
            "");

    @TempDir
    Path dir;

    @Test
    void a_shell_finds_nothing_to_evaluate_in_arguments() throws Exception {
        for (String word : NASTY) {
            Command command = new Command(List.of("printf", "%s|", word, "end"), dir.toString(), List.of(), Map.of());
            assertThat(run(command)).isEqualTo(word + "|end|");
        }
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void a_shell_finds_nothing_to_evaluate_in_variables() throws Exception {
        for (String word : NASTY) {
            Command command =
                    new Command(List.of("sh", "-c", "printf %s \"$X\""), dir.toString(), List.of(), Map.of("X", word));
            assertThat(run(command)).isEqualTo(word);
        }
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void variables_are_taken_away_and_set_and_the_directory_is_changed() throws Exception {
        Command command = new Command(
                List.of("sh", "-c", "echo $PWD ${HOME-none} $KEPT"),
                dir.toRealPath().toString(),
                List.of("HOME", "KEPT"),
                Map.of("KEPT", "yes"));
        assertThat(run(command)).isEqualTo(dir.toRealPath() + " none yes\n");
    }

    @Test
    void a_long_label_is_cut() {
        Command command = new Command(List.of("make", "x".repeat(200)), "/", List.of(), Map.of());
        assertThat(StageCommand.of(command).getLabel()).hasSize(80).startsWith("make xxx");
    }

    @Test
    void a_command_that_failed_and_one_that_is_lost_are_told_apart() throws Exception {
        StageCommand command = StageCommand.of(new Command(List.of("make", "all"), "/", List.of(), Map.of()));
        command.ended(0);
        assertThatThrownBy(() -> command.ended(2))
                .isInstanceOf(AbortException.class)
                .hasMessage("ended with status 2: make all");
        assertThatThrownBy(() -> command.ended(-1))
                .isInstanceOf(ClosedChannelException.class)
                .hasMessage("lost on its agent: make all");
    }

    private static String run(Command command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "/bin/sh", "-e", "-c", StageCommand.of(command).getScript())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
