package io.jenkins.plugins.istioimages.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * mini-istio's release, built once for all tests of a process that publish it. They write nothing into it.
 *
 * @param directory with the examples, the git repositories and the release
 * @param process the command line there
 */
record BuiltRelease(Path directory, DemoProcess process) {
    private static BuiltRelease built;

    /** The one of this process. */
    static synchronized BuiltRelease get() throws IOException, InterruptedException {
        if (built == null) {
            Path directory = Files.createTempDirectory("built-release");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            DemoProcess process = DemoProcess.in(directory);
            MiniRepositories.create(directory);
            process.run(
                    "build",
                    "--allow-unsupported",
                    "-m",
                    "examples/release.yaml",
                    "-o",
                    "release",
                    "--cache",
                    "cache",
                    "-q");
            built = new BuiltRelease(directory, process);
        }
        return built;
    }

    Path out() {
        return directory.resolve("release/out");
    }

    /** The git repositories that it was built of. */
    Path repositories() {
        return directory.resolve("target/demo/git");
    }

    private static void delete(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
