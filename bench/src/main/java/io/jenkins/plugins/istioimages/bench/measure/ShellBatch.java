package io.jenkins.plugins.istioimages.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several command lines as one, for tools that do one image per call: what a script around them would do. */
public final class ShellBatch {
    private final List<String> lines = new ArrayList<>();

    /** Adds steps that follow on each other; the next call's steps may run at the same time. */
    @SafeVarargs
    public final ShellBatch then(List<String>... steps) {
        List<String> quoted = new ArrayList<>();
        for (List<String> step : steps) {
            quoted.add(String.join(" ", step.stream().map(ShellBatch::quote).toList()));
        }
        lines.add(String.join(" && ", quoted));
        return this;
    }

    /**
     * The batch as a command.
     *
     * @param directory where its list is written
     * @param parallel how many lines run at the same time
     */
    public Command command(Path directory, int parallel) throws IOException {
        Path file = Files.createTempFile(directory, "batch", ".txt");
        Files.write(file, lines);
        return Command.of(List.of(
                "xargs",
                "-a",
                file.toString(),
                "-d",
                "\\n",
                "-P",
                Integer.toString(parallel),
                "-I",
                "{}",
                "bash",
                "-c",
                "{}"));
    }

    private static String quote(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }
}
