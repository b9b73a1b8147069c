package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory of one release: {@code work} for stages, {@code layout} for images where no registry is named,
 * {@code out} for what is handed on. One build at a time uses it.
 */
public final class ReleaseDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private ReleaseDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the directory for one build; it is made if there is none. The operating system gives it back when the
     * process ends in whatever way.
     *
     * @throws InputException if another build has it
     * @throws WorkException if it cannot be written
     */
    public static ReleaseDirectory take(Path directory) {
        try {
            Path root = Files.createDirectories(directory).toRealPath();
            FileChannel channel =
                    FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new InputException("another build is at work in " + root
                        + "; wait for it, or give this one another directory with -o");
            }
            return new ReleaseDirectory(root, channel, lock);
        } catch (IOException e) {
            throw new WorkException("cannot use " + directory + " for a build: " + e, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** Stages work below it. */
    public Path work() {
        return root.resolve("work");
    }

    /** An OCI layout for images. */
    public Path layout() {
        return root.resolve("layout");
    }

    /** What is handed on. */
    public Path out() {
        return root.resolve("out");
    }

    /** Empties {@code out}: what an earlier release left there is not part of the next one. */
    public void clear() {
        if (!Files.exists(out())) {
            return;
        }
        try (Stream<Path> all = Files.walk(out())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot empty " + out() + ": " + e, e);
        }
    }

    /** What writes a file. */
    @FunctionalInterface
    public interface Content {
        /** @param out stays open */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file of {@code out}, whole or not at all. */
    public void write(String name, String text) {
        write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a file of {@code out} that may be large, whole or not at all. */
    public void write(String name, Content content) {
        Path target = out().resolve(name);
        try {
            Files.createDirectories(out());
            Path half = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
            try {
                writeThrough(half, content);
                readableByAll(half);
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new WorkException("cannot write " + target + ": " + e, e);
        }
    }

    private static void writeThrough(Path path, Content content) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file))) {
            content.writeTo(out);
            out.flush();
            file.force(true);
        }
    }

    /** Temporary files are private; what is handed on is not. */
    private static void readableByAll(Path file) throws IOException {
        // Asked of the file system: its stores cannot be told apart in a chroot, whose root is no mount point.
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new WorkException("cannot give " + root + " back: " + e, e);
        }
    }
}
