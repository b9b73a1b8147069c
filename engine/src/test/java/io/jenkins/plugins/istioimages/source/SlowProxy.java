package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Passes connections on to a server of this machine, and its answers only so fast. */
final class SlowProxy implements AutoCloseable {
    private static final int PIECE = 1024;

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong passed = new AtomicLong();
    private final int port;
    private final long pauseMillis;

    /** @param pauseMillis after each KiB of an answer */
    SlowProxy(int port, long pauseMillis) throws IOException {
        this.port = port;
        this.pauseMillis = pauseMillis;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url(String name) {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/" + name;
    }

    /** Waits until so many bytes of answers went through. */
    void awaitPassed(long bytes) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (passed.get() < bytes) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + passed.get() + " of " + bytes + " bytes were asked for");
            }
            Thread.sleep(5);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pass(client, server, 0));
                threads.execute(() -> pass(server, client, pauseMillis));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to, long pause) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                out.write(piece, 0, n);
                out.flush();
                if (pause > 0) {
                    passed.addAndGet(n);
                    Thread.sleep(pause);
                }
            }
        } catch (IOException e) {
            // One side is gone; the other one follows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
