package io.jenkins.plugins.istioimages.registry.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/** An HTTP/1.1 server on a loopback port that can misbehave on the wire, and remembers every request. */
public final class TinyServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Handler handler;
    private final String scheme;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Answers requests; called from many threads. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    public TinyServer(Handler handler) {
        this(handler, ServerSocketFactory.getDefault());
    }

    /** @param sockets of a TLS context, for a server that speaks TLS */
    public TinyServer(Handler handler, ServerSocketFactory sockets) {
        this.handler = handler;
        this.scheme = sockets instanceof SSLServerSocketFactory ? "https" : "http";
        try {
            this.listener = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    public String address() {
        return scheme + "://" + host();
    }

    /** Every request so far, the probe for TLS aside. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many connections there were. */
    public int connections() {
        return connections.get();
    }

    /** Forgets the requests so far. */
    public void forget() {
        calls.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            while (one(socket, in)) {
                // The connection is kept for the next request.
            }
        } catch (IOException | UncheckedIOException e) {
            // The client went away: its own business.
        } finally {
            open.remove(socket);
        }
    }

    private boolean one(Socket socket, InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return false;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), k -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        String[] words = first.split(" ", -1);
        Call call = new Call(words[0], words[1], headers, in);
        boolean probe = call.method().equals("HEAD") && call.path().equals("/v2/");
        if (!probe) {
            calls.add(call);
        }
        try {
            Reply reply = probe ? Reply.of(200) : handler.handle(call);
            return answer(socket, call, reply)
                    && call.header("Connection").filter("close"::equals).isEmpty();
        } finally {
            call.end();
        }
    }

    private static boolean answer(Socket socket, Call call, Reply reply) throws IOException {
        switch (reply.trouble) {
            case RESET -> {
                reset(socket);
                return false;
            }
            case HANG -> {
                call.body();
                return hang(socket);
            }
            case EARLY -> {
                write(socket, call, reply, 1, true);
                return false;
            }
            case NONE -> {
                call.body();
                write(socket, call, reply, 1, false);
                return true;
            }
            case SLOW -> {
                call.body();
                writeSlowly(socket, call, reply);
                return true;
            }
            default -> {
                call.body();
                write(socket, call, reply, 0.5, false);
            }
        }
        if (reply.trouble == Reply.Trouble.RESET_IN_BODY) {
            reset(socket);
        }
        return reply.trouble == Reply.Trouble.HANG_IN_BODY && hang(socket);
    }

    private static void writeSlowly(Socket socket, Call call, Reply reply) throws IOException {
        write(socket, call, reply, 0, false);
        int piece = Math.max(1, reply.body.length / 6);
        for (int at = 0; at < reply.body.length && !call.method().equals("HEAD"); at += piece) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            socket.getOutputStream().write(reply.body, at, Math.min(piece, reply.body.length - at));
            socket.getOutputStream().flush();
        }
    }

    private static void write(Socket socket, Call call, Reply reply, double fraction, boolean close)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status + " X\r\n");
        reply.headers.forEach(header -> head.append(header).append("\r\n"));
        boolean sized = reply.headers.stream().anyMatch(h -> h.startsWith("Content-Length:"));
        if (!sized && reply.status != 204 && reply.status != 304) {
            head.append("Content-Length: ").append(reply.body.length).append("\r\n");
        }
        if (close) {
            head.append("Connection: close\r\n");
        }
        OutputStream out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!call.method().equals("HEAD")) {
            out.write(reply.body, 0, (int) (reply.body.length * fraction));
        }
        out.flush();
    }

    private static boolean hang(Socket socket) throws IOException {
        socket.getInputStream().read();
        return false;
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
