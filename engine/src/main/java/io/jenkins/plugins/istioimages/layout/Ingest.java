package io.jenkins.plugins.istioimages.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Half-written files of one writer. Each writer has its own directory with a file that it keeps locked while it lives;
 * the operating system lets go of the lock when the writer dies however it dies, and the next writer removes the
 * directory. It does not stand in {@code blobs}, where other tools take every name for a digest.
 */
final class Ingest implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel alive;
    private final AtomicLong counter = new AtomicLong();

    private Ingest(Path directory, FileChannel alive) {
        this.directory = directory;
        this.alive = alive;
    }

    /** Begins a session and removes those of dead writers. The caller holds the layout's lock. */
    static Ingest begin(Path parent) throws IOException {
        Files.createDirectories(parent);
        String process = processName();
        removeDead(parent, process);
        Path directory = Files.createDirectory(parent.resolve(process + "-" + UUID.randomUUID()));
        FileChannel alive =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        alive.lock();
        return new Ingest(directory, alive);
    }

    /** A name for a new file; nothing exists under it. */
    Path newFile() {
        return directory.resolve(Long.toString(counter.incrementAndGet()));
    }

    @Override
    public void close() throws IOException {
        alive.close();
        remove(directory);
    }

    private static void removeDead(Path parent, String ownProcess) throws IOException {
        try (DirectoryStream<Path> sessions = Files.newDirectoryStream(parent)) {
            for (Path session : sessions) {
                // Closing any descriptor of a file drops the process's own lock on it: never open those of this JVM.
                if (!session.getFileName().toString().startsWith(ownProcess + "-") && isDead(session)) {
                    remove(session);
                }
            }
        }
    }

    private static boolean isDead(Path session) throws IOException {
        Path lock = session.resolve(LOCK);
        if (!Files.exists(lock)) {
            // Sessions begin under the layout's lock, so this one died between making its directory and the file.
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void remove(Path session) throws IOException {
        if (!Files.isDirectory(session)) {
            Files.deleteIfExists(session);
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(session)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(session);
    }

    private static String processName() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        return self.pid() + "-" + started;
    }
}
