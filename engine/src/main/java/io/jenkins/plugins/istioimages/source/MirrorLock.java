package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write to a mirror: one holder among all threads and processes of the machine. The operating system
 * takes it back from a process that dies.
 */
final class MirrorLock implements AutoCloseable {
    private static final long POLL_MILLIS = 50;
    private static final int POLLS_BEFORE_TELLING = 40;

    private final FileChannel channel;

    private MirrorLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until it is had.
     *
     * @param file that is locked; made if missing, and left
     * @throws CancelledException if interrupted
     */
    static MirrorLock acquire(Path file, Runnable tellWaiting) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            for (int polls = 0; tryLock(channel) == null; polls++) {
                if (polls == POLLS_BEFORE_TELLING) {
                    tellWaiting.run();
                }
                Thread.sleep(POLL_MILLIS);
            }
            return new MirrorLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while waiting for the source cache", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Null while another process, or another thread of this one, has it. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
