package io.jenkins.plugins.istioimages.bench.measure;

import io.jenkins.plugins.istioimages.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands and measures them. */
public final class Stopwatch {
    private static final long LIMIT_SECONDS = 30 * 60;
    private static final long SAMPLE_MILLIS = 20;
    private static final int TAIL = 4000;
    /** Waits for the command and writes the processor time of all its children (bash(1), TIMEFORMAT). */
    private static final String WRAPPER =
            "TIMEFORMAT='%3U %3S'; exec 3>&1 4>\"$BENCH_TIMES\"; { time \"$@\" >&3 2>&3 3>&- 4>&-; } 2>&4";

    private final Path directory;

    /** @param directory where output and times of the commands are kept until the next one */
    public Stopwatch(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs a command to its end.
     *
     * @param daemons processes that work for it and whose time and memory count as its own
     * @throws BenchException if it fails; the message has the end of its output
     */
    public Measurement time(Command command, List<Long> daemons) throws IOException {
        Path output = directory.resolve("output");
        Path times = directory.resolve("times");
        ProcessTree served = ProcessTree.of(daemons);
        double before = served.cpuSeconds();
        ProcessBuilder builder = builder(command, output);
        builder.environment().put("BENCH_TIMES", times.toString());
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = await(process, served, start);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new BenchException(
                    String.join(" ", command.arguments()) + " ended with " + process.exitValue() + ": " + tail(output));
        }
        double cpu = userAndSystem(Files.readString(times)) + served.cpuSeconds() - before;
        return new Measurement(seconds, cpu, peak);
    }

    private ProcessBuilder builder(Command command, Path output) {
        List<String> wrapped = new ArrayList<>(List.of("bash", "-c", WRAPPER, "bench"));
        wrapped.addAll(command.arguments());
        ProcessBuilder builder =
                new ProcessBuilder(wrapped).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(command.environment());
        return builder;
    }

    private static long await(Process process, ProcessTree served, long start) {
        ProcessTree tree = ProcessTree.below(process.toHandle());
        long peak = 0;
        try {
            while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, tree.peakBytes() + served.peakBytes());
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                    throw new BenchException("a command did not end within " + LIMIT_SECONDS / 60 + " minutes");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return peak;
    }

    private static double userAndSystem(String times) {
        double sum = 0;
        for (String part : times.strip().split("\\s+", -1)) {
            sum += Double.parseDouble(part);
        }
        return sum;
    }

    private static String tail(Path output) throws IOException {
        String text = Files.readString(output).strip();
        return text.length() <= TAIL ? text : "…" + text.substring(text.length() - TAIL);
    }
}
