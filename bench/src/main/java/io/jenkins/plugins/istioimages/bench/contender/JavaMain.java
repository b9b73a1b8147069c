package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.measure.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A main class of this module as a process of its own. Like our launcher's, its classes come from an archive
 * (class-data sharing) from the second start on; the first is in the round that is not timed.
 */
final class JavaMain {
    private final Class<?> main;
    private final List<String> options;

    /** @param options for Java, for example {@code -Xmx1g} */
    JavaMain(Class<?> main, String... options) {
        this.main = main;
        this.options = List.of(options);
    }

    /** Runs it with arguments; the class path is this process's own. */
    Command command(List<String> arguments) throws IOException {
        String classPath = System.getProperty("java.class.path");
        List<String> line = new ArrayList<>(List.of(java(), "-Xlog:disable"));
        line.addAll(options);
        line.addAll(sharing(classPath));
        line.add(main.getName());
        line.addAll(arguments);
        return Command.of(line).with("CLASSPATH", classPath);
    }

    /** Runs it with a file of tab-separated lines as its last argument. */
    Command command(Workspace workspace, List<String> arguments, List<String> lines) throws IOException {
        Path file = Files.createTempFile(workspace.path(), "job", ".tsv");
        Files.write(file, lines);
        List<String> all = new ArrayList<>(arguments);
        all.add(file.toString());
        return command(all);
    }

    /** Java makes archives of jars only, so there is none where classes stand in directories, as in tests. */
    private List<String> sharing(String classPath) throws IOException {
        List<Path> jars = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(classPath)
                .map(Path::of)
                .toList();
        if (!jars.stream().allMatch(Files::isRegularFile)) {
            return List.of();
        }
        Path archive = jars.get(0).toAbsolutePath().resolveSibling(main.getSimpleName() + ".jsa");
        if (isCurrent(archive, jars)) {
            return List.of("-XX:SharedArchiveFile=" + archive);
        }
        Files.deleteIfExists(archive);
        return List.of("-XX:ArchiveClassesAtExit=" + archive);
    }

    private static boolean isCurrent(Path archive, List<Path> jars) throws IOException {
        if (!Files.exists(archive)) {
            return false;
        }
        long made = Files.getLastModifiedTime(archive).toMillis();
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).toMillis() > made) {
                return false;
            }
        }
        return true;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
