package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A blob as a stream that survives broken connections: it goes on where it was with a Range request, or by skipping
 * what it has already where the server knows no ranges. Gives up after several breaks without a byte in between.
 */
final class ResumingStream extends InputStream {
    private final Transport transport;
    private final Request request;
    private final long size;
    private final Attempts attempts;
    private InputStream current = InputStream.nullInputStream();
    private long position;

    ResumingStream(Transport transport, Request request, long size) {
        this.transport = transport;
        this.request = request;
        this.size = size;
        this.attempts = transport.attempts(request.operation());
    }

    /** Sends the first request. */
    void begin() {
        current = connect();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            String broken;
            try {
                int count = current.read(target, offset, length);
                if (count > 0) {
                    position += count;
                    attempts.progressed();
                }
                if (count >= 0 || position >= size) {
                    return count;
                }
                broken = "the answer ended";
            } catch (WireException e) {
                broken = e.getMessage();
            }
            resume(broken + " after " + position + " of " + size + " bytes");
        }
    }

    private void resume(String why) throws IOException {
        current.close();
        current = InputStream.nullInputStream();
        if (!attempts.again(why, Optional.empty())) {
            throw new RegistryException(request.operation() + ": " + why + attempts.suffix());
        }
        current = connect();
    }

    private InputStream connect() {
        Request from = position == 0 ? request : request.withHeader("Range", "bytes=" + position + "-" + (size - 1));
        Answer answer = transport.send(from);
        if (answer.stream().isEmpty()) {
            throw transport.failure(from, answer);
        }
        InputStream body = answer.stream().get();
        if (position == 0 || continues(answer)) {
            return body;
        }
        return new SkippingStream(body, position);
    }

    private boolean continues(Answer answer) {
        if (!answer.is(206)) {
            return false;
        }
        // An answer about another range than was asked for would be found by its digest; better now than at the end.
        String range = answer.header("Content-Range").orElse("bytes " + position + "-");
        if (!range.strip().startsWith("bytes " + position + "-")) {
            throw new RegistryException(
                    request.operation() + ": asked to go on at byte " + position + ", got " + Text.line(range, 60));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    /** Leaves out the beginning, when it is first read. */
    private static final class SkippingStream extends InputStream {
        private final InputStream body;
        private long left;

        SkippingStream(InputStream body, long count) {
            this.body = body;
            this.left = count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            byte[] scratch = new byte[left > 0 ? (int) Math.min(left, 64 * 1024) : 0];
            while (left > 0) {
                int count = body.read(scratch, 0, (int) Math.min(left, scratch.length));
                if (count < 0) {
                    return -1;
                }
                left -= count;
            }
            return body.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
