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
    void helpGoesToStandardOutput() {
        CliRun run = CliRun.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: istio-images");
        assertThat(run.err()).isEmpty();
    }
}
