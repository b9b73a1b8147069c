package io.jenkins.plugins.istioimages.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes facts that nobody has asked for in a long time out of a cache directory, at most once a day. A fact that is taken
 * away costs the next who wants it some time.
 */
final class CachePruning {
    private static final Duration KEPT = Duration.ofDays(60);
    private static final Duration PAUSE = Duration.ofDays(1);
    private static final String MARK = ".pruned";

    private final Path directory;
    private final Instant now;

    CachePruning(Path directory, Instant now) {
        this.directory = directory;
        this.now = now;
    }

    /** Notes that a fact was asked for; its time is written anew only now and then. */
    void used(Path file) throws IOException {
        if (isOlder(file, PAUSE)) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /** Removes what is old, unless that was done lately. */
    void run() throws IOException {
        Path mark = directory.resolve(MARK);
        if (!Files.isDirectory(directory) || Files.exists(mark) && !isOlder(mark, PAUSE)) {
            return;
        }
        Files.writeString(mark, "");
        Files.setLastModifiedTime(mark, FileTime.from(now));
        for (Path file : files()) {
            if (!file.equals(mark) && isOlder(file, isHalf(file) ? PAUSE : KEPT)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    /** A file that a process was killed over before it got its name. */
    private static boolean isHalf(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private boolean isOlder(Path file, Duration age) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(age));
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
