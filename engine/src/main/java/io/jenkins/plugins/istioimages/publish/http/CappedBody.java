package io.jenkins.plugins.istioimages.publish.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes the body of an answer up to a number of bytes. */
final class CappedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final long most;
    private final Consumer<byte[]> taker;
    private final Supplier<byte[]> end;
    private Subscription subscription;
    private long taken;

    private CappedBody(long most, Consumer<byte[]> taker, Supplier<byte[]> end) {
        this.most = most;
        this.taker = taker;
        this.end = end;
    }

    /** Keeps it. */
    static CappedBody kept(long most) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        return new CappedBody(most, all::writeBytes, all::toByteArray);
    }

    /** Keeps its hash only. */
    static CappedBody hashed(long most, MessageDigest hash) {
        return new CappedBody(most, hash::update, hash::digest);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription source) {
        subscription = source;
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            taken += piece.remaining();
            if (taken > most) {
                subscription.cancel();
                result.completeExceptionally(new IOException("the answer is larger than " + most + " bytes"));
                return;
            }
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            taker.accept(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(end.get());
    }
}
