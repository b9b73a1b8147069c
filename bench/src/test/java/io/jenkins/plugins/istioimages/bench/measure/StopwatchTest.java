package io.jenkins.plugins.istioimages.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopwatchTest {
    @TempDir
    Path directory;

    @Test
    void measuresTimeAndProcessorTimeOfChildren() throws IOException {
        Command busy =
                Command.of(List.of("bash", "-c", "bash -c 'for ((i = 0; i < 100000; i++)); do :; done'; sleep 0.2"));
        Measurement measured = new Stopwatch(directory).time(busy, List.of());
        assertThat(measured.seconds()).isGreaterThan(0.2);
        assertThat(measured.cpuSeconds()).isPositive();
        assertThat(measured.peakBytes()).isBetween(500_000L, 100_000_000L);
    }

    @Test
    void memoryOfProcessesThatLiveTogetherIsAdded() throws IOException {
        Command one = Command.of(List.of("bash", "-c", "sleep 0.3; true"));
        Command three =
                Command.of(List.of("bash", "-c", "bash -c 'sleep 0.3; true' & bash -c 'sleep 0.3; true' & wait"));
        Stopwatch stopwatch = new Stopwatch(directory);
        assertThat(stopwatch.time(three, List.of()).peakBytes())
                .isGreaterThan(stopwatch.time(one, List.of()).peakBytes() * 3 / 2);
    }

    @Test
    void aFailedCommandIsAnErrorWithItsLastWords() {
        Command failing = Command.of(List.of("bash", "-c", "echo no space left; exit 3"));
        assertThatThrownBy(() -> new Stopwatch(directory).time(failing, List.of()))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("no space left");
    }

    @Test
    void aBatchRunsEveryLineAndFailsWithAny() throws IOException {
        Path target = directory.resolve("it's here");
        Command batch = new ShellBatch()
                .then(
                        List.of("mkdir", target.toString()),
                        List.of("touch", target.resolve("a").toString()))
                .then(List.of("sleep", "0.01"))
                .command(directory, 1);
        new Stopwatch(directory).time(batch, List.of());
        assertThat(Files.exists(target.resolve("a"))).isTrue();
        Command failing =
                new ShellBatch().then(List.of("false"), List.of("true")).command(directory, 2);
        assertThatThrownBy(() -> new Stopwatch(directory).time(failing, List.of()))
                .isInstanceOf(BenchException.class);
    }
}
