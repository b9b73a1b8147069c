package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, with the heap that the launcher gives it, in a project of its own. */
final class DemoProcess {
    private final Path home;

    private DemoProcess(Path home) {
        this.home = home;
    }

    /** A directory that has this project's examples and nothing else. */
    static DemoProcess in(Path directory) throws IOException {
        Tool.run(
                List.of("cp", "-r", Path.of("../examples").toRealPath().toString(), directory.toString()),
                "",
                "coreutils");
        return new DemoProcess(directory);
    }

    Path home() {
        return home;
    }

    Process start(String... arguments) {
        try {
            return CliProcess.start(home, log(), List.of("-Distio.images.home=" + home), Map.of(), List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end. */
    String run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments), arguments);
    }

    /** Runs to the end in a network namespace of its own, which has no way out and no loopback either. */
    String runIsolated(String... arguments) throws IOException, InterruptedException {
        return runIn(
                System.getProperty("user.name").equals("root")
                        ? List.of("unshare", "--net")
                        : List.of("unshare", "--net", "--map-root-user"),
                Map.of(),
                arguments);
    }

    /**
     * Runs to the end inside another program.
     *
     * @param wrapper that program with its arguments
     * @param environment beside what this process has
     */
    String runIn(List<String> wrapper, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = CliProcess.start(
                wrapper, home, log(), List.of("-Distio.images.home=" + home), environment, List.of(arguments));
        return end(process, arguments);
    }

    private String end(Process process, String... arguments) throws IOException, InterruptedException {
        if (!process.waitFor(240, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", arguments) + " hangs:\n" + said());
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    String.join(" ", arguments) + " exited with " + process.exitValue() + ":\n" + said());
        }
        return said();
    }

    String said() throws IOException {
        return Files.readString(log(), StandardCharsets.UTF_8);
    }

    private Path log() {
        return home.resolve("log");
    }
}
