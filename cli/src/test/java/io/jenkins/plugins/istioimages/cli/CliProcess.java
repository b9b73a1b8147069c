package io.jenkins.plugins.istioimages.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line as a process of its own, with the heap that the launcher gives it. */
final class CliProcess {
    private CliProcess() {}

    /**
     * Starts it.
     *
     * @param directory that it runs in, so that nothing is written into this project
     * @param log gets all that it says
     * @param properties of Java, like {@code -Da=b}
     * @param environment beside what this process has
     */
    static Process start(
            Path directory, Path log, List<String> properties, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return start(List.of(), directory, log, properties, environment, arguments);
    }

    /**
     * Starts it inside another program.
     *
     * @param wrapper that program with its arguments, like {@code unshare --net}
     */
    static Process start(
            List<String> wrapper,
            Path directory,
            Path log,
            List<String> properties,
            Map<String, String> environment,
            List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
