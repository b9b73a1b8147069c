package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stops builds in the middle of a stage: a {@code make} before the real one on the agents' PATH, which says that it is
 * there and waits as long as it is told to.
 */
public final class Hold {
    private static final String MAKE = """
            #!/bin/sh
            # The real make, when nobody holds it.
            if [ -e "DIRECTORY/hold" ]; then
              : > "DIRECTORY/held/$NODE_NAME-$$"
              while [ -e "DIRECTORY/hold" ]; do sleep 0.1; done
            fi
            PATH=${PATH#"DIRECTORY:"}
            exec make "$@"
            """;

    private final Path directory;

    /** @param directory that goes to the front of the agents' PATH */
    public Hold(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("held"));
        Path make = directory.resolve("make");
        Files.writeString(make, MAKE.replace("DIRECTORY", directory.toString()));
        Files.setPosixFilePermissions(make, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The PATH of a process that may be held. */
    public String path() {
        return directory + ":" + System.getenv("PATH");
    }

    /** From now on each make waits. */
    public void hold() throws IOException {
        for (Path old : heldFiles()) {
            Files.delete(old);
        }
        Files.writeString(directory.resolve("hold"), "");
    }

    /** Lets all go on. */
    public void release() throws IOException {
        Files.deleteIfExists(directory.resolve("hold"));
    }

    /** Waits until a make on this agent waits. */
    public void awaitHeld(String agent) {
        awaitHeldOneOf(agent);
    }

    /** Waits until a make on one of these agents waits; says on which. */
    public String awaitHeldOneOf(String... agents) {
        return Poll.until("a make waits on one of " + List.of(agents), Duration.ofMinutes(8), () -> Stream.of(agents)
                .filter(agent -> heldFiles().stream()
                        .anyMatch(file -> file.getFileName().toString().matches(agent + "-\\d+")))
                .findFirst()
                .orElse(null));
    }

    /** Waits until so many wait, wherever. */
    public void awaitHeld(int count) {
        Poll.until(
                count + " makes wait", Duration.ofMinutes(8), () -> heldFiles().size() >= count);
    }

    private List<Path> heldFiles() {
        try (Stream<Path> files = Files.list(directory.resolve("held"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
