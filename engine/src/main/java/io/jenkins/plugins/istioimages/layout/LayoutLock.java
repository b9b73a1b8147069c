package io.jenkins.plugins.istioimages.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Mutual exclusion over one layout directory: between the threads of this process, and between processes. */
final class LayoutLock {
    /**
     * One lock per directory for the whole JVM. It has to be static: a FileLock belongs to the process, two of them on
     * one file overlap, and POSIX drops the lock as soon as the process closes any descriptor of the file.
     */
    private static final ConcurrentMap<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads;

    /** @param file that is locked; created when first needed and never removed, its directory must exist by then */
    LayoutLock(Path file) {
        this.file = file;
        this.threads = IN_THIS_JVM.computeIfAbsent(file, key -> new ReentrantLock());
    }

    /** Does some work while nobody else does any under this lock. */
    void run(LayoutFiles.Action work) throws IOException, InterruptedException {
        threads.lockInterruptibly();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            work.run();
            lock.release();
        } finally {
            threads.unlock();
        }
    }
}
