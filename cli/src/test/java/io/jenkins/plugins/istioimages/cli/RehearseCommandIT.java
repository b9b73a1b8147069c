package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandIT {
    @TempDir
    Path directory;

    @Test
    void everythingThatIsRehearsedSucceeds() {
        CliRun run = CliRun.of("rehearse", directory.toString());
        assertThat(run.err()).doesNotContain("error");
        assertThat(run.status()).isZero();
        assertThat(directory.resolve("layout/index.json")).content().contains("/built/image:1");
    }

    @Test
    void usersAreNotBotheredWithIt() {
        assertThat(CliRun.of("--help").out()).doesNotContain("rehearse");
    }
}
