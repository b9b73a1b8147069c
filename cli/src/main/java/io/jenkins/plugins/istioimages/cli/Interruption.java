package io.jenkins.plugins.istioimages.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do: the command is interrupted and has time to end the processes and containers that it
 * started, which are no part of the terminal's group and would live on.
 */
record Interruption(Thread command, CountDownLatch done) implements Runnable {
    private static final long PATIENCE_SECONDS = 30;

    @Override
    public void run() {
        if (done.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("error: not everything has ended after " + PATIENCE_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
