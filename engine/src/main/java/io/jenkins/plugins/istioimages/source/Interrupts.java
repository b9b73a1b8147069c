package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Lets JGit notice that the thread was interrupted: it asks its progress monitor, not the thread. */
final class Interrupts extends EmptyProgressMonitor {
    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }

    /** @throws CancelledException if the thread was interrupted; the flag stays set */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("cancelled while working with git sources");
        }
    }
}
