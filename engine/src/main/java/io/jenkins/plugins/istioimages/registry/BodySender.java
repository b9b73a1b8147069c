package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * Sends a body of known length from the thread that asked for the request: reading the source and waiting for the
 * connection alternate there, so a source that is slow, broken or interrupted is the caller's and nobody else's.
 */
final class BodySender implements BodyPublisher {
    /** Large enough that waking up costs nothing, small enough not to be a humongous object on a 256 MB heap. */
    private static final int BUFFER = 128 * 1024;

    private final RequestBody body;
    private final Exchange exchange;
    private final String operation;
    private volatile Subscriber<? super ByteBuffer> subscriber;
    private long handedOver;

    BodySender(RequestBody body, Exchange exchange, String operation) {
        this.body = body;
        this.exchange = exchange;
        this.operation = operation;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    /**
     * {@inheritDoc}
     *
     * <p>HTTP/2 asks for the first buffer while it is still being introduced. Such demand waits until that is over:
     * signals to a subscriber come one after the other.
     */
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> newSubscriber) {
        if (subscriber != null) {
            newSubscriber.onSubscribe(new Ignoring());
            newSubscriber.onError(new IOException("the body was asked for twice"));
            return;
        }
        Demand demand = new Demand();
        newSubscriber.onSubscribe(demand);
        subscriber = newSubscriber;
        demand.begin();
    }

    /**
     * Sends the body until its end, or until nobody wants it any more.
     *
     * @return false if the connection took nothing for longer than the limit
     */
    boolean send(Duration stall) throws InterruptedException {
        try (InputStream source = open()) {
            while (handedOver < body.length()) {
                Exchange.Turn turn = exchange.awaitDemand(stall);
                if (turn != Exchange.Turn.SEND) {
                    return turn != Exchange.Turn.STALLED;
                }
                ByteBuffer next = read(source);
                int count = next.remaining();
                handedOver += count;
                subscriber.onNext(next);
                body.progress().accept(count);
            }
            subscriber.onComplete();
            return true;
        } catch (IOException e) {
            throw sourceFailed(e.getMessage(), e);
        }
    }

    /** Lets the connection go where the exchange ended before the body did. */
    void release() {
        Subscriber<? super ByteBuffer> known = subscriber;
        if (known != null && handedOver < body.length()) {
            known.onError(new IOException("the exchange ended before the body"));
        }
    }

    private InputStream open() {
        try {
            return body.opener().open();
        } catch (IOException e) {
            throw sourceFailed(e.getMessage(), e);
        }
    }

    private ByteBuffer read(InputStream source) throws IOException {
        int wanted = (int) Math.min(BUFFER, body.length() - handedOver);
        byte[] buffer = new byte[wanted];
        int count = source.readNBytes(buffer, 0, wanted);
        if (count < wanted) {
            throw sourceFailed("it ended after " + (handedOver + count) + " of " + body.length() + " bytes", null);
        }
        // The source's own check of size and digest comes with its end: it must speak before the last byte is sent.
        if (handedOver + count == body.length() && source.read() >= 0) {
            throw sourceFailed("it has more than " + body.length() + " bytes", null);
        }
        return ByteBuffer.wrap(buffer);
    }

    private StoreException sourceFailed(String why, Throwable cause) {
        return new StoreException(operation + ": the source cannot be read: " + why, cause);
    }

    /** Passes what the connection wants on to the sending thread. */
    private final class Demand implements Subscription {
        private boolean introduced;
        private long early;

        @Override
        public synchronized void request(long count) {
            if (introduced) {
                exchange.demand(count);
            } else {
                early += count;
            }
        }

        @Override
        public void cancel() {
            exchange.cancel();
        }

        private synchronized void begin() {
            introduced = true;
            if (early > 0) {
                exchange.demand(early);
            }
            exchange.sign();
        }
    }

    private static final class Ignoring implements Subscription {
        @Override
        public void request(long count) {
            // Nothing comes but the error.
        }

        @Override
        public void cancel() {
            // Nothing is under way.
        }
    }
}
