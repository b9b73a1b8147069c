package io.jenkins.plugins.istioimages.registry;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects an answer's body in memory, up to a limit. */
final class BodyReceiver implements BodySubscriber<BodyReceiver.Body> {
    private final int cap;
    private final Exchange exchange;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final CompletableFuture<Body> result = new CompletableFuture<>();
    private Subscription subscription;

    /**
     * @param content as much as the limit allows
     * @param cut whether there was more
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Body(byte[] content, boolean cut) {}

    BodyReceiver(int cap, Exchange exchange) {
        this.cap = cap;
        this.exchange = exchange;
    }

    @Override
    public CompletionStage<Body> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        exchange.sign();
        for (ByteBuffer buffer : buffers) {
            int room = cap - collected.size();
            byte[] bytes = new byte[Math.min(room, buffer.remaining())];
            boolean tooMuch = buffer.remaining() > room;
            buffer.get(bytes);
            collected.writeBytes(bytes);
            if (tooMuch) {
                result.complete(new Body(collected.toByteArray(), true));
                subscription.cancel();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        result.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        result.complete(new Body(collected.toByteArray(), false));
    }
}
