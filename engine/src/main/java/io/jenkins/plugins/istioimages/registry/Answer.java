package io.jenkins.plugins.istioimages.registry;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;

/**
 * What came back.
 *
 * @param uri who answered, after redirects
 * @param status HTTP status
 * @param headers as sent
 * @param content the body, where it was read into memory; else empty
 * @param stream the body of a successful streamed request; the reader closes it
 * @param tries how often the request was sent
 */
// Never compared, and a copy of each answer would be waste.
@SuppressWarnings("ArrayRecordComponent")
record Answer(URI uri, int status, HttpHeaders headers, byte[] content, Optional<InputStream> stream, int tries) {
    Answer withTries(int newTries) {
        return new Answer(uri, status, headers, content, stream, newTries);
    }

    /** Whether it may be better next time: too slow, too much, or the server's own trouble. */
    boolean mayPass() {
        return is(408, 429) || (status >= 500 && status != 501);
    }

    /** Whether the host says that it is too much. */
    boolean isThrottled() {
        return is(429, 503);
    }

    boolean is(int... statuses) {
        return Arrays.stream(statuses).anyMatch(s -> s == status);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Number of bytes the body has by the header, -1 where it does not say or says nonsense. */
    long contentLength() {
        return header("Content-Length").map(Answer::number).orElse(-1L);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
