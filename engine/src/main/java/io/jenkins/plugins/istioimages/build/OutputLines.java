package io.jenkins.plugins.istioimages.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a program's output into lines: LF, CR LF and the lone CR of progress bars end one. A line without end is cut, so
 * that no output can fill the memory.
 */
final class OutputLines {
    private static final int MAX_LINE = 8192;

    private final Consumer<String> sink;
    private final Runnable onBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterReturn;

    /** @param onBytes runs whenever something arrived, a whole line or not */
    OutputLines(Consumer<String> sink, Runnable onBytes) {
        this.sink = sink;
        this.onBytes = onBytes;
    }

    /** Reads to the end; what cannot be read any more because the stream was closed is the end too. */
    void drain(InputStream in) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                onBytes.run();
                for (int i = 0; i < count; i++) {
                    accept(buffer[i]);
                }
            }
        } catch (IOException closed) {
            // The other end is gone: all that could be read was read.
        }
        if (line.size() > 0) {
            emit();
        }
    }

    private void accept(byte b) {
        boolean secondHalf = b == '\n' && afterReturn;
        afterReturn = b == '\r';
        if (secondHalf) {
            return;
        }
        if (b == '\n' || b == '\r') {
            emit();
            return;
        }
        line.write(b);
        if (line.size() >= MAX_LINE) {
            emit();
        }
    }

    private void emit() {
        sink.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
