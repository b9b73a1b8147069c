package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Hands out an answer's body as it arrives. A read fails when nothing arrives for longer than the limit. */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
    /** Batches that may wait to be read: enough to keep the connection busy while the reader works. */
    private static final int AHEAD = 16;

    private final Duration stall;
    private final Queue<ByteBuffer> arrived = new ArrayDeque<>();
    private Subscription subscription;
    private Throwable failure;
    private boolean complete;
    private boolean closed;
    private ByteBuffer current = ByteBuffer.allocate(0);

    BodyStream(Duration stall) {
        this.stall = stall;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        synchronized (this) {
            subscription = newSubscription;
        }
        newSubscription.request(AHEAD);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        buffers.stream().filter(ByteBuffer::hasRemaining).forEach(arrived::add);
        // One marker per batch: when the reader comes to it, one more batch is asked for.
        arrived.add(ByteBuffer.allocate(0));
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable error) {
        failure = error;
        notifyAll();
    }

    @Override
    public synchronized void onComplete() {
        complete = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!current.hasRemaining()) {
            if (!next()) {
                return -1;
            }
        }
        int count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count;
    }

    private boolean next() throws IOException {
        Subscription more = null;
        synchronized (this) {
            awaitSomething();
            if (arrived.isEmpty()) {
                return false;
            }
            current = arrived.remove();
            if (!current.hasRemaining()) {
                more = subscription;
            }
        }
        if (more != null) {
            more.request(1);
        }
        return true;
    }

    private void awaitSomething() throws IOException {
        long deadline = System.nanoTime() + stall.toNanos();
        while (arrived.isEmpty() && !complete) {
            if (closed) {
                throw new IOException("the stream was closed");
            }
            if (failure != null) {
                throw WireException.passing("the connection broke while bytes arrived", failure);
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw WireException.passing("nothing arrived for " + stall.toSeconds() + " s", null);
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted while bytes arrived", e);
            }
        }
    }

    @Override
    public void close() {
        Subscription toCancel;
        synchronized (this) {
            closed = true;
            arrived.clear();
            current = ByteBuffer.allocate(0);
            toCancel = complete ? null : subscription;
            notifyAll();
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
    }
}
