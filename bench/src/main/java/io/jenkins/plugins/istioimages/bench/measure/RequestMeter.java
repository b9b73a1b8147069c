package io.jenkins.plugins.istioimages.bench.measure;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Reads along the client's side of one HTTP/1.1 connection (RFC 9112) and tells of every request and of the bytes of
 * its body. What is no HTTP, as the TLS greeting of a client that tries https first, is let pass uncounted.
 */
final class RequestMeter {
    private static final int MAX_LINE = 64 * 1024;

    /** Hears of requests. */
    interface Listener {
        /** A head was read; the answer is where the bytes of its body are counted. */
        LongConsumer request(String method, String target);
    }

    private enum State {
        REQUEST_LINE,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        OPAQUE
    }

    private final Listener listener;
    private final StringBuilder line = new StringBuilder();
    private State state = State.REQUEST_LINE;
    private LongConsumer body = bytes -> {};
    private String requestLine = "";
    private long left;
    private boolean chunked;

    RequestMeter(Listener listener) {
        this.listener = listener;
    }

    /** Takes what the client sent next. */
    void read(byte[] bytes, int length) {
        int at = 0;
        while (at < length && state != State.OPAQUE) {
            at += switch (state) {
                case BODY, CHUNK -> skip(length - at);
                default -> character(bytes[at]);
            };
        }
    }

    private int skip(int available) {
        int count = (int) Math.min(left, available);
        left -= count;
        body.accept(count);
        if (left == 0) {
            state = state == State.BODY ? State.REQUEST_LINE : State.CHUNK_END;
        }
        return count;
    }

    private int character(byte b) {
        if (b != '\n') {
            line.append((char) (b & 0xff));
            if (line.length() > MAX_LINE || state == State.REQUEST_LINE && line.length() == 1 && b < 'A' && b != '\r') {
                state = State.OPAQUE;
            }
            return 1;
        }
        String text =
                new String(line.toString().strip().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        line.setLength(0);
        line(text);
        return 1;
    }

    private void line(String text) {
        switch (state) {
            case REQUEST_LINE -> requestLine(text);
            case HEADERS -> header(text);
            case CHUNK_SIZE -> chunkSize(text);
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILERS -> state = text.isEmpty() ? State.REQUEST_LINE : State.TRAILERS;
            default -> throw new IllegalStateException("no line is read in " + state);
        }
    }

    private void requestLine(String text) {
        // A server skips an empty line before a request (RFC 9112, section 2.2).
        if (!text.isEmpty()) {
            requestLine = text;
            left = 0;
            chunked = false;
            state = State.HEADERS;
        }
    }

    private void header(String text) {
        if (text.isEmpty()) {
            endOfHead();
            return;
        }
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        String value = text.substring(colon + 1).strip();
        if (name.equals("content-length")) {
            left = Long.parseLong(value);
        } else if (name.equals("transfer-encoding")) {
            chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        }
    }

    private void endOfHead() {
        String[] parts = requestLine.split(" ", 3);
        body = listener.request(parts[0], parts.length > 1 ? parts[1] : "");
        if (chunked) {
            state = State.CHUNK_SIZE;
        } else {
            state = left > 0 ? State.BODY : State.REQUEST_LINE;
        }
    }

    private void chunkSize(String text) {
        int semicolon = text.indexOf(';');
        left = Long.parseLong((semicolon < 0 ? text : text.substring(0, semicolon)).strip(), 16);
        state = left == 0 ? State.TRAILERS : State.CHUNK;
    }
}
