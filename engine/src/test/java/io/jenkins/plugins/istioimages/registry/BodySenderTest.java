package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

/** How a body reaches a connection, whatever order the connection asks in. */
class BodySenderTest {
    private static final Duration SOON = Duration.ofMillis(200);
    private final List<String> heard = new ArrayList<>();
    private final Exchange exchange = new Exchange();

    /** Writes down what it hears, and asks for buffers when it is told to. */
    private class Connection implements Subscriber<ByteBuffer> {
        private final int atOnce;
        private Subscription subscription;
        private boolean introduced;

        private Connection(int atOnce) {
            this.atOnce = atOnce;
        }

        @Override
        public void onSubscribe(Subscription newSubscription) {
            subscription = newSubscription;
            if (atOnce > 0) {
                subscription.request(atOnce);
            }
            introduced = true;
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            heard.add((introduced ? "" : "too early: ") + buffer.remaining());
            subscription.request(1);
        }

        @Override
        public void onError(Throwable error) {
            heard.add(error.getMessage());
        }

        @Override
        public void onComplete() {
            heard.add("end");
        }
    }

    @Test
    void demand_during_the_introduction_is_met_after_it() throws Exception {
        BodySender sender = sender(300_000);
        Thread connection = new Thread(() -> sender.subscribe(new Connection(1) {
            @Override
            public void onSubscribe(Subscription newSubscription) {
                newSubscription.request(1);
                pause();
                super.onSubscribe(newSubscription);
            }
        }));
        connection.start();
        assertThat(sender.send(Duration.ofSeconds(10))).isTrue();
        connection.join();
        assertThat(heard).containsExactly("131072", "131072", "37856", "end");
    }

    @Test
    void a_connection_that_never_asks_has_stalled() throws Exception {
        BodySender sender = sender(10);
        sender.subscribe(new Connection(0));
        assertThat(sender.send(SOON)).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void a_body_is_sent_to_one_connection_only() throws Exception {
        BodySender sender = sender(10);
        sender.subscribe(new Connection(1));
        assertThat(sender.send(SOON)).isTrue();
        sender.subscribe(new Connection(1));
        assertThat(heard).containsExactly("10", "end", "the body was asked for twice");
    }

    @Test
    void nothing_is_sent_where_the_exchange_ends_first() throws Exception {
        BodySender sender = sender(10);
        exchange.done();
        assertThat(sender.send(SOON)).isTrue();
        sender.release();
        assertThat(heard).isEmpty();
    }

    @Test
    void a_source_that_is_shorter_or_longer_than_it_says_is_an_error_before_its_end_is_sent() {
        for (int size : new int[] {9, 11}) {
            RequestBody body =
                    new RequestBody(10, RequestBody.of(new byte[size]).opener(), count -> {});
            BodySender sender = new BodySender(body, new Exchange(), "pushing x");
            sender.subscribe(new Connection(1));
            assertThatThrownBy(() -> sender.send(SOON))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("pushing x: the source cannot be read: it ");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void a_source_that_cannot_be_opened_is_the_sources_fault() {
        RequestBody body = new RequestBody(
                10,
                () -> {
                    throw new IOException("gone");
                },
                count -> {});
        BodySender sender = new BodySender(body, exchange, "pushing x");
        assertThatThrownBy(() -> sender.send(SOON)).hasMessage("pushing x: the source cannot be read: gone");
    }

    private BodySender sender(int size) {
        return new BodySender(RequestBody.of(new byte[size]), exchange, "pushing x");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
