package io.jenkins.plugins.istioimages.cli.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Just enough of a registry (distribution-spec) on loopback to push small images to and read them back: it keeps what it
 * is sent in memory, believes every digest, mounts nothing and lists no tags but the last of a repository.
 */
public final class LoopbackRegistry implements AutoCloseable {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger sessions = new AtomicInteger();
    private final Map<String, Stored> contents = new ConcurrentHashMap<>();

    private static final class Stored {
        private final String mediaType;
        private final Optional<String> digest;
        private final byte[] bytes;

        Stored(String mediaType, Optional<String> digest, byte[] bytes) {
            this.mediaType = mediaType;
            this.digest = digest;
            this.bytes = bytes;
        }
    }

    private LoopbackRegistry(HttpServer server) {
        this.server = server;
    }

    public static LoopbackRegistry start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LoopbackRegistry registry = new LoopbackRegistry(server);
        server.setExecutor(registry.threads);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    /** {@code 127.0.0.1:PORT}. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "POST" -> open(exchange, path);
                case "PUT" -> store(exchange, path, body);
                default -> read(exchange, path);
            }
        }
    }

    private void open(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Location", path + sessions.incrementAndGet());
        exchange.sendResponseHeaders(ACCEPTED, -1);
    }

    private void store(HttpExchange exchange, String path, byte[] body) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (query != null && query.contains("digest=")) {
            String digest = query.substring(query.indexOf("digest=") + "digest=".length());
            String blob = path.replaceFirst("/uploads/.*", "/" + digest);
            contents.put(blob, new Stored("application/octet-stream", Optional.of(digest), body));
        } else {
            String digest = Digest.sha256(body).toString();
            Stored manifest = new Stored(type, Optional.of(digest), body);
            contents.put(path, manifest);
            contents.put(path.substring(0, path.lastIndexOf('/') + 1) + digest, manifest);
            tag(path, body);
        }
        exchange.sendResponseHeaders(CREATED, -1);
    }

    private void tag(String path, byte[] body) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.indexOf(':') < 0 && body.length > 0) {
            String repository = path.substring("/v2/".length(), path.indexOf("/manifests/"));
            String list = "{\"name\":\"" + repository + "\",\"tags\":[\"" + name + "\"]}";
            contents.put(
                    "/v2/" + repository + "/tags/list",
                    new Stored("application/json", Optional.empty(), list.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        Stored stored = contents.get(path);
        if (stored == null && !path.equals("/v2/")) {
            exchange.sendResponseHeaders(NOT_FOUND, -1);
            return;
        }
        byte[] bytes = stored == null ? "{}".getBytes(StandardCharsets.UTF_8) : stored.bytes;
        if (stored != null) {
            exchange.getResponseHeaders().set("Content-Type", stored.mediaType);
            stored.digest.ifPresent(digest -> exchange.getResponseHeaders().set("Docker-Content-Digest", digest));
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(OK, -1);
        } else {
            exchange.sendResponseHeaders(OK, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
