package io.jenkins.plugins.istioimages.publish.targets;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hands requests on to a server, one a connection, and notes each. From one request on it can cut every connection: that
 * one in the middle of its body, after all of it, or when the server has answered and the client has not heard it.
 */
public final class CuttingProxy implements Closeable {
    /** Where a connection is cut. */
    public enum Cut {
        BEFORE,
        IN_BODY,
        ANSWER
    }

    /** All of them. */
    public static final List<Cut> CUTS = List.of(Cut.values());

    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final int server;
    private final AtomicInteger count = new AtomicInteger();
    private volatile int cutFrom = Integer.MAX_VALUE;
    private volatile int cutTo = Integer.MAX_VALUE;
    private volatile Cut cut = Cut.BEFORE;
    private volatile boolean eachOnce;
    private volatile Consumer<String> afterWrite = request -> {};
    private volatile Function<String, Optional<String>> trouble = request -> Optional.empty();
    private final Set<String> cutOnce = ConcurrentHashMap.newKeySet();

    /** Method and path of all requests. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** What was sent before their bodies. */
    public final List<String> heads = new CopyOnWriteArrayList<>();

    public CuttingProxy(int server) throws IOException {
        this.server = server;
        threads.execute(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Begins to count anew; from the request with this number, from one, connections are cut. */
    public void cutFrom(int number, Cut where) {
        cut = where;
        cutFrom = number;
        cutTo = Integer.MAX_VALUE;
        eachOnce = false;
        cutOnce.clear();
        count.set(0);
        requests.clear();
        heads.clear();
    }

    /** Begins to count anew; the request with this number, from one, is cut, and no other. */
    public void cutAt(int number, Cut where) {
        cutFrom(number, where);
        cutTo = number;
    }

    /** Lets everything pass, and begins to count anew. */
    public void heal() {
        cutFrom(Integer.MAX_VALUE, Cut.BEFORE);
    }

    /** Cuts each request the first time it comes, in one way after the other. */
    public void cutEachOnce() {
        heal();
        eachOnce = true;
    }

    /** Who looks each time the server has done something that changes it, before anybody hears of that. */
    public void afterWrite(Consumer<String> watcher) {
        afterWrite = watcher;
    }

    /** From now on, answers in place of the server's, as they go over the wire, by request. */
    public void trouble(Function<String, Optional<String>> answers) {
        trouble = answers;
    }

    /** How many requests there were. */
    public int count() {
        return count.get();
    }

    /** Requests that change something. */
    public List<String> writes() {
        return requests.stream().filter(CuttingProxy::isWrite).toList();
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
            boolean cutting = number >= cutFrom && number <= cutTo || eachOnce && cutOnce.add(request);
            Cut how = eachOnce ? CUTS.get(number % CUTS.size()) : cut;
            if (cutting && how == Cut.BEFORE) {
                return;
            }
            if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect:")) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            Optional<String> wrong = trouble.apply(request);
            if (wrong.isPresent()) {
                copyBody(head, in, OutputStream.nullOutputStream());
                client.getOutputStream().write(wrong.get().getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
                upstream.setTcpNoDelay(true);
                OutputStream out = new BufferedOutputStream(upstream.getOutputStream(), 1 << 16);
                out.write(closing(head));
                if (cutting && how == Cut.IN_BODY) {
                    copy(in, out, length(head) / 2);
                    out.flush();
                    return;
                }
                copyBody(head, in, out);
                out.flush();
                answer(client, new BufferedInputStream(upstream.getInputStream()), request, cutting);
            }
        } catch (IOException e) {
            // One of the two has gone: so does the other.
            return;
        }
    }

    /** The connection ends with the answer, which says so. */
    private void answer(Socket client, InputStream upstream, String request, boolean cutting) throws IOException {
        String head = head(upstream);
        if (isWrite(request)) {
            afterWrite.accept(request);
        }
        if (cutting || head.isEmpty()) {
            return;
        }
        client.setTcpNoDelay(true);
        OutputStream out = new BufferedOutputStream(client.getOutputStream(), 1 << 16);
        out.write(closing(head));
        upstream.transferTo(out);
        out.flush();
    }

    private static boolean isWrite(String request) {
        return !request.startsWith("GET ") && !request.startsWith("HEAD ");
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

    private static void copyBody(String head, InputStream in, OutputStream out) throws IOException {
        if (!head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
            copy(in, out, length(head));
            return;
        }
        long size;
        do {
            String line = line(in);
            out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            size = Long.parseLong(line.strip().replaceFirst(";.*", ""), 16);
            copy(in, out, size);
            out.write(line(in).getBytes(StandardCharsets.ISO_8859_1));
        } while (size > 0);
    }

    /** With its end. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.append((char) next);
            if (next == '\n') {
                return line.toString();
            }
        }
        throw new IOException("the client has gone");
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
