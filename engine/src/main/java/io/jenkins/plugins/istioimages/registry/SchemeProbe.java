package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Finds out whether a loopback registry speaks TLS, since there both are usual: a plain request is answered in plain by
 * the one, and with a TLS alert or 400 by the other. It carries nothing but the protocol's own path.
 */
final class SchemeProbe implements Predicate<String> {
    private static final int LONGEST_MILLIS = 5000;

    private final int limitMillis;

    SchemeProbe(Duration limit) {
        this.limitMillis = (int) Math.min(LONGEST_MILLIS, limit.toMillis());
    }

    @Override
    public boolean test(String registry) {
        URI uri = URI.create("http://" + registry + "/");
        String host = uri.getHost().startsWith("[") ? uri.getHost().replaceAll("[\\[\\]]", "") : uri.getHost();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, uri.getPort() < 0 ? 80 : uri.getPort()), limitMillis);
            socket.setSoTimeout(limitMillis);
            String request = "HEAD /v2/ HTTP/1.1\r\nHost: " + registry + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
            String text = new String(head, StandardCharsets.ISO_8859_1);
            return head.length > 0 && (!text.startsWith("HTTP/1.") || text.endsWith(" 400"));
        } catch (IOException e) {
            // Not there, or silent: the first real request tells the user.
            return false;
        }
    }
}
