package io.jenkins.plugins.istioimages.publish.bucket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands requests on to a server, one a connection, and notes each. From one request on it can cut every connection: that
 * one in the middle of its body, after all of it, or when the server has answered and the client has not heard it.
 */
final class CuttingProxy implements Closeable {
    /** Where a connection is cut. */
    enum Cut {
        BEFORE,
        IN_BODY,
        ANSWER
    }

    /** All of them. */
    static final List<Cut> CUTS = List.of(Cut.values());

    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final int server;
    private final AtomicInteger count = new AtomicInteger();
    private volatile int cutFrom = Integer.MAX_VALUE;
    private volatile Cut cut = Cut.BEFORE;
    private volatile boolean eachOnce;
    private final Set<String> cutOnce = ConcurrentHashMap.newKeySet();

    /** Method and path of all requests. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** What was sent before their bodies. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    CuttingProxy(int server) throws IOException {
        this.server = server;
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Begins to count anew; from the request with this number, from one, connections are cut. */
    void cutFrom(int number, Cut where) {
        cut = where;
        cutFrom = number;
        eachOnce = false;
        cutOnce.clear();
        count.set(0);
        requests.clear();
        heads.clear();
    }

    /** Lets everything pass, and begins to count anew. */
    void heal() {
        cutFrom(Integer.MAX_VALUE, Cut.BEFORE);
    }

    /** Cuts each request the first time it comes, in one way after the other. */
    void cutEachOnce() {
        heal();
        eachOnce = true;
    }

    /** Requests that change something. */
    List<String> writes() {
        return requests.stream()
                .filter(request -> !request.startsWith("GET ") && !request.startsWith("HEAD "))
                .toList();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream())) {
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            int number = count.incrementAndGet();
            String request = head.substring(0, head.indexOf(" HTTP/"));
            requests.add(request);
            heads.add(head);
            boolean cutting = number >= cutFrom || eachOnce && cutOnce.add(request);
            Cut how = eachOnce ? CUTS.get(number % CUTS.size()) : cut;
            if (cutting && how == Cut.BEFORE) {
                return;
            }
            long length = length(head);
            if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect:")) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
                OutputStream out = upstream.getOutputStream();
                out.write(closing(head));
                if (cutting && how == Cut.IN_BODY) {
                    copy(in, out, length / 2);
                    return;
                }
                copy(in, out, length);
                out.flush();
                byte[] buffer = new byte[1 << 16];
                InputStream answer = upstream.getInputStream();
                for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
                    if (cutting) {
                        return;
                    }
                    client.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One of the two has gone: so does the other.
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            matched = next == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static long length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    /** Each connection serves one request, so that requests can be counted by connections. */
    private static byte[] closing(String head) {
        StringBuilder changed = new StringBuilder();
        for (String line : head.split("\r\n", -1)) {
            String name = line.toLowerCase(Locale.ROOT);
            if (!line.isEmpty() && !name.startsWith("connection:") && !name.startsWith("expect:")) {
                changed.append(line).append("\r\n");
            }
        }
        return changed.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the client has gone");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
