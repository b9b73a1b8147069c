package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.measure.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of this module as a process of its own. */
final class JavaMain {
    private final Class<?> main;
    private final String heap;

    /** @param heap its limit, as {@code -Xmx} takes it */
    JavaMain(Class<?> main, String heap) {
        this.main = main;
        this.heap = heap;
    }

    /** Runs it with arguments; the class path is this process's own. */
    Command command(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(java(), "-Xmx" + heap, main.getName()));
        line.addAll(arguments);
        return Command.of(line).with("CLASSPATH", System.getProperty("java.class.path"));
    }

    /** Runs it with a file of tab-separated lines as its last argument. */
    Command command(Workspace workspace, List<String> arguments, List<String> lines) throws IOException {
        Path file = Files.createTempFile(workspace.path(), "job", ".tsv");
        Files.write(file, lines);
        List<String> all = new ArrayList<>(arguments);
        all.add(file.toString());
        return command(all);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
