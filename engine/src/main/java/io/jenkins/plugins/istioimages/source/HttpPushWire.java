package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.util.HttpSupport;

/** git-receive-pack over HTTP (gitprotocol-http), with a user name and password. */
final class HttpPushWire implements PushWire {
    private static final String SERVICE = "git-receive-pack";

    private final GitUrl url;
    private final HttpAccess http;
    private final Optional<UserPassword> user;
    private final int millis;

    HttpPushWire(GitUrl url, HttpAccess http, Optional<UserPassword> user, Duration timeout) {
        this.url = url;
        this.http = http;
        this.user = user;
        this.millis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public PushOffer offer() throws IOException {
        HttpConnection connection = connect("/info/refs?service=" + SERVICE);
        connection.setRequestProperty("Accept", "application/x-" + SERVICE + "-advertisement");
        try (InputStream in = answer(connection, "application/x-" + SERVICE + "-advertisement")) {
            PacketLineIn lines = new PacketLineIn(in);
            if (!lines.readString().startsWith("# service=" + SERVICE) || !PacketLineIn.isEnd(lines.readString())) {
                throw new IOException(url + " does not answer as a git server does");
            }
            return PushOffer.read(in);
        }
    }

    @Override
    public InputStream send(byte[] request) throws IOException {
        HttpConnection connection = connect("/" + SERVICE);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(request.length);
        connection.setRequestProperty("Content-Type", "application/x-" + SERVICE + "-request");
        connection.setRequestProperty("Accept", "application/x-" + SERVICE + "-result");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(request);
        }
        return answer(connection, "application/x-" + SERVICE + "-result");
    }

    private HttpConnection connect(String path) throws IOException {
        URL target = new URL(url.uri().toString().replaceFirst("/+$", "") + path);
        HttpConnection connection = http.create(target, HttpSupport.proxyFor(ProxySelector.getDefault(), target));
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("User-Agent", "git/istio-images");
        user.ifPresent(known -> connection.setRequestProperty("Authorization", basic(known)));
        return connection;
    }

    /** A push that is redirected would be a push to somewhere else. */
    private InputStream answer(HttpConnection connection, String type) throws IOException {
        int status = connection.getResponseCode();
        if (status != 200) {
            throw new IOException(
                    status / 100 == 3
                            ? "the repository has moved to another address; give that one"
                            : connection.getResponseMessage());
        }
        if (!type.equals(connection.getContentType())) {
            throw new IOException(url + " does not answer as a git server does");
        }
        return connection.getInputStream();
    }

    private static String basic(UserPassword user) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user.user() + ":" + user.password()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        // Each request has ended with its answer.
    }
}
