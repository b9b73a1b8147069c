package io.jenkins.plugins.istioimages.registry.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request as a server saw it. The body is read when it is first asked for. */
public final class Call {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private InputStream in;
    private byte[] body;

    Call(String method, String target, Map<String, List<String>> headers, InputStream in) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.in = in;
    }

    /** Lets the connection's buffer go: calls are remembered as long as their server is. */
    synchronized void end() {
        in = InputStream.nullInputStream();
    }

    public String method() {
        return method;
    }

    /** The path without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The path with the query, as it was asked for. */
    public String target() {
        return target;
    }

    public Map<String, List<String>> query() {
        Map<String, List<String>> result = new LinkedHashMap<>();
        int mark = target.indexOf('?');
        if (mark >= 0) {
            add(result, target.substring(mark + 1));
        }
        return result;
    }

    /** The fields of a form in the body. */
    public Map<String, List<String>> form() {
        Map<String, List<String>> result = new LinkedHashMap<>();
        add(result, new String(body(), StandardCharsets.UTF_8));
        return result;
    }

    public Optional<String> parameter(String name) {
        return query().getOrDefault(name, List.of()).stream().findFirst();
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** All headers, by lower-case name. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    public synchronized byte[] body() {
        if (body == null) {
            body = header("Transfer-Encoding")
                            .filter("chunked"::equalsIgnoreCase)
                            .isPresent()
                    ? readChunks()
                    : readBody(Long.parseLong(header("Content-Length").orElse("0")));
        }
        return body;
    }

    /** Reads the first half of the body: the rest stays unread for ever. */
    public byte[] half() {
        return readBody(Long.parseLong(header("Content-Length").orElse("0")) / 2);
    }

    private byte[] readChunks() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk;
        do {
            chunk = readBody(Long.parseLong(readLine().replaceFirst(";.*", ""), 16));
            all.writeBytes(chunk);
            readLine();
        } while (chunk.length > 0);
        return all.toByteArray();
    }

    private String readLine() {
        StringBuilder line = new StringBuilder();
        for (byte[] one = readBody(1); one[0] != '\n'; one = readBody(1)) {
            if (one[0] != '\r') {
                line.append((char) one[0]);
            }
        }
        return line.toString();
    }

    private byte[] readBody(long length) {
        try {
            byte[] content = in.readNBytes((int) length);
            if (content.length < length) {
                throw new UncheckedIOException(new IOException("the client went away"));
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is this method on a path that contains a text. */
    public boolean is(String wanted, String inPath) {
        return method.equals(wanted) && path().contains(inPath);
    }

    private static void add(Map<String, List<String>> result, String text) {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                result.computeIfAbsent(decode(pair.substring(0, equals)), k -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
