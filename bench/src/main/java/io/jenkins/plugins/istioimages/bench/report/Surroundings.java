package io.jenkins.plugins.istioimages.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a benchmark ran: figures are worth nothing without it. */
public final class Surroundings {
    private Surroundings() {}

    /** Processors, memory, load before the first round, Java. */
    public static String describe() throws IOException {
        return "%d processors, %s of memory, load %s before the first round, Java %s"
                .formatted(Runtime.getRuntime().availableProcessors(), memory(), load(), Runtime.version());
    }

    private static String memory() throws IOException {
        String first = Files.readString(Path.of("/proc/meminfo")).split("\n", 2)[0];
        return Long.parseLong(first.replaceAll("\\D", "")) / 1_000_000 + " GB";
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
