package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldIT {
    @TempDir
    Path directory;

    @Test
    void make_runs_as_ever_when_it_is_not_held() throws Exception {
        assertThat(make(new Hold(directory.resolve("bin"))).waitFor()).isZero();
        assertThat(directory.resolve("made")).exists();
    }

    @Test
    void make_waits_when_it_is_held_and_goes_on_when_released() throws Exception {
        Hold hold = new Hold(directory.resolve("bin"));
        hold.hold();
        Process make = make(hold);
        try {
            hold.awaitHeld("amd64");
            assertThat(make.isAlive()).isTrue();
            assertThat(directory.resolve("made")).doesNotExist();

            hold.release();

            assertThat(make.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(directory.resolve("made")).exists();
        } finally {
            make.destroyForcibly();
        }
    }

    private Process make(Hold hold) throws IOException {
        Files.writeString(directory.resolve("Makefile"), "made: ; touch made\n");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec make made").directory(directory.toFile());
        builder.environment().put("PATH", hold.path());
        builder.environment().put("NODE_NAME", "amd64");
        return builder.inheritIO().start();
    }
}
