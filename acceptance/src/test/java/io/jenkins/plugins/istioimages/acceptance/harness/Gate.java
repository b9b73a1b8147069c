package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands in front of a registry, and lets so many manifests pass and then nothing more until it is opened. */
public final class Gate implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final Pattern WRITE = Pattern.compile("PUT /v2/\\S+/manifests/");

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger free;
    private final AtomicInteger asked = new AtomicInteger();
    private final int port;

    /**
     * @param port of the registry on this machine
     * @param manifests that may be written
     */
    public Gate(int port, int manifests) throws IOException {
        this.port = port;
        this.free = new AtomicInteger(manifests);
        daemon(this::accept);
    }

    /** {@code 127.0.0.1:PORT}, in the place of the registry's. */
    public String host() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Waits until somebody stands before the closed gate. */
    public void awaitClosed() throws InterruptedException {
        Poll.until("so many manifests were written", Duration.ofMinutes(8), () -> closed.getCount() == 0);
    }

    /** How many requests wait, or waited until it was opened. */
    public int waiting() {
        return asked.get();
    }

    /** From now on everything passes, also what waited. */
    public void open() {
        open.countDown();
    }

    @Override
    public void close() throws IOException {
        open();
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                daemon(() -> pass(client, server, true));
                daemon(() -> pass(server, client, false));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket from, Socket to, boolean guarded) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (guarded) {
                    guard(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one of them is gone; the other follows
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guard(String sent) throws InterruptedException {
        Matcher writes = WRITE.matcher(sent);
        while (writes.find()) {
            if (free.decrementAndGet() < 0) {
                closed.countDown();
            }
        }
        if (closed.getCount() == 0 && open.getCount() > 0) {
            asked.incrementAndGet();
            open.await();
        }
    }

    private void daemon(Runnable work) {
        Thread thread = new Thread(work, "gate of " + host());
        thread.setDaemon(true);
        thread.start();
    }
}
