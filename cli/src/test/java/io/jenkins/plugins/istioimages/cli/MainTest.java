package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void aMissingVerbIsWrongUsage() {
        CliRun run = CliRun.of();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("a verb is missing");
    }

    @Test
    void anUnknownVerbIsWrongUsageWithTheNearest() {
        CliRun run = CliRun.of("hepl");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("Did you mean").contains("help");
    }

    @Test
    void helpNamesEveryVerbThatIsNotHidden() {
        assertThat(CliRun.of("help").out())
                .contains("plan", "build", "publish", "copy", "builder", "validate", "catalog", "demo", "help")
                .doesNotContain("rehearse");
    }

    @Test
    void theHelpOfAVerbIsTheSameFromBothSides() {
        CliRun run = CliRun.of("help", "publish");
        assertThat(run.out()).contains("Usage: istio-images publish").contains("--archives");
        assertThat(CliRun.of("publish", "--help").out()).isEqualTo(run.out());
    }

    @Test
    void helpGoesToStandardOutput() {
        CliRun run = CliRun.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: istio-images");
        assertThat(run.err()).isEmpty();
    }
}
