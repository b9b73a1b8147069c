package io.jenkins.plugins.istioimages.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * The body of a request, opened anew for each try.
 *
 * @param length exact number of bytes
 * @param opener opens it at its first byte; called again when it must be sent again
 * @param progress hears of bytes that were handed to the connection
 */
record RequestBody(long length, Opener opener, LongConsumer progress) {
    /** Bytes in memory. */
    static RequestBody of(byte[] content) {
        return new RequestBody(content.length, () -> new ByteArrayInputStream(content), count -> {});
    }

    /** Opens a source of bytes. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
