package io.jenkins.plugins.istioimages.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Stands between contenders and a registry on loopback, hands on every byte and counts. Only used in the round that is
 * not timed.
 */
public final class CountingProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "counting-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final LongAdder requests = new LongAdder();
    private final LongAdder blobBytes = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> kinds = new ConcurrentHashMap<>();

    private CountingProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Opens a port that leads to the target port. */
    public static CountingProxy to(int target) throws IOException {
        CountingProxy proxy = new CountingProxy(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), target);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** What went through so far. */
    public Counts counts() {
        TreeMap<String, Long> byKind = new TreeMap<>();
        kinds.forEach((kind, count) -> byKind.put(kind, count.sum()));
        return new Counts(requests.sum(), blobBytes.sum(), byKind);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket registry = new Socket(InetAddress.getLoopbackAddress(), target);
                RequestMeter meter = new RequestMeter(this::count);
                threads.execute(() -> relay(client, registry, meter::read));
                threads.execute(() -> relay(registry, client, (bytes, length) -> {}));
            } catch (IOException e) {
                // Closed: the loop ends. A registry that refuses shows in the contender's result.
            }
        }
    }

    /** Reads along. */
    private interface Tap {
        void read(byte[] bytes, int length);
    }

    private static void relay(Socket from, Socket to, Tap tap) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                tap.read(buffer, count);
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The other side is gone; there is nobody to tell.
        }
    }

    private LongConsumer count(String method, String request) {
        requests.increment();
        String kind = kind(request);
        kinds.computeIfAbsent(method + " " + kind, k -> new LongAdder()).increment();
        return kind.equals("uploads") ? blobBytes::add : bytes -> {};
    }

    private static String kind(String request) {
        if (request.contains("/blobs/uploads")) {
            return request.contains("mount=") ? "mounts" : "uploads";
        }
        for (String kind : new String[] {"blobs", "manifests", "tags", "referrers"}) {
            if (request.contains("/" + kind + "/")) {
                return kind;
            }
        }
        return "other";
    }
}
