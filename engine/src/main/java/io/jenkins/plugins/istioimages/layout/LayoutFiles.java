package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** File work of this package: bounded reads, directory syncs, and one place where IOException becomes a typed error. */
final class LayoutFiles {
    /** Some work with files. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    /** Some work with files that has a result. */
    @FunctionalInterface
    interface Work<T> {
        T get() throws IOException, InterruptedException;
    }

    private LayoutFiles() {}

    /**
     * Runs file work and turns what goes wrong into the error of a store.
     *
     * @param what was tried, for the message: {@code "OCI layout DIR: cannot write index.json"}
     */
    static <T> T attempt(String what, Work<T> work) {
        try {
            return work.get();
        } catch (ClosedByInterruptException | FileLockInterruptionException | InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(what + ": cancelled", e);
        } catch (IOException e) {
            throw new StoreException(what + ": " + reason(e), e);
        }
    }

    /** {@link #attempt(String, Work)} without a result. */
    static void attempt(String what, Action work) {
        attempt(what, () -> {
            work.run();
            return null;
        });
    }

    /**
     * A whole small file.
     *
     * @throws StoreException if it is longer than {@code limit} bytes
     */
    static byte[] read(Path file, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new StoreException(file + " is longer than the " + limit + " bytes allowed for it");
            }
            return content;
        }
    }

    /** Makes renames in a directory durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What the operating system said, without the class names of Java. */
    static String reason(IOException e) {
        if (e.getCause() instanceof EngineException cause) {
            return cause.getMessage();
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
