package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When to try again, how long to wait, how much at a time. */
class PatienceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2015-10-21T07:27:30Z"), ZoneOffset.UTC);
    private static final Origin ORIGIN = new Origin("http", "localhost", 5000);

    @Test
    void retry_after_is_read_in_seconds_and_as_a_date() {
        assertThat(RetryAfter.parse("120", CLOCK)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Wed, 21 Oct 2015 07:28:00 GMT", CLOCK)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Wed, 21 Oct 2015 07:00:00 GMT", CLOCK)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("999999999999999999", CLOCK)).contains(Duration.ofDays(365));
        for (String nonsense : List.of("", "-1", "1.5", "soon", "99999999999999999999")) {
            assertThat(RetryAfter.parse(nonsense, CLOCK)).as(nonsense).isEmpty();
        }
    }

    @Test
    void pauses_double_with_chance_and_have_an_end() {
        RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(9));
        for (int failures = 1; failures < 60; failures++) {
            long full = Math.min(1000, (long) (100 * Math.pow(2, failures - 1)));
            assertThat(policy.delay(failures).toMillis()).isBetween(full / 2 - 1, full);
        }
        assertThatThrownBy(() -> policy.withAttempts(0)).isInstanceOf(InputException.class);
    }

    @Test
    void a_pause_the_registry_asks_for_is_kept_and_one_too_long_is_not() {
        List<String> heard = new ArrayList<>();
        Attempts attempts = new Attempts("pulling x", RegistryStoreTest.QUICK, new Notices(heard), Ticker.SYSTEM);
        long begin = System.nanoTime();
        assertThat(attempts.again("429 Too Many Requests", Optional.of(Duration.ofMillis(300))))
                .isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(299));
        assertThat(heard).containsExactly("pulling x: 429 Too Many Requests; trying again in 0.3 s (try 2 of 4)");
        assertThat(attempts.again("429", Optional.of(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void progress_makes_patient_but_not_for_ever() {
        Attempts attempts =
                new Attempts("x", RegistryStoreTest.QUICK.withAttempts(2), TransferListener.NONE, Ticker.SYSTEM);
        int tries = 0;
        while (attempts.again("broken", Optional.empty())) {
            attempts.progressed();
            tries++;
        }
        assertThat(tries).isEqualTo(39);
    }

    @Test
    void a_host_that_complains_is_asked_half_as_much_at_a_time() {
        HostGate gate = new HostGate(16, Ticker.SYSTEM);
        assertThat(gate.limit()).isEqualTo(4);
        gate.complain(System.nanoTime(), Duration.ZERO);
        assertThat(gate.limit()).isEqualTo(2);
        for (int i = 0; i < 16; i++) {
            gate.calm();
        }
        assertThat(gate.limit()).isEqualTo(4);
        for (int i = 0; i < 1000; i++) {
            gate.calm();
        }
        assertThat(gate.limit()).isEqualTo(16);
    }

    @Test
    void complaints_about_requests_already_on_their_way_count_once() {
        HostGate gate = new HostGate(16, Ticker.SYSTEM);
        long sent = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            gate.complain(sent, Duration.ZERO);
        }
        assertThat(gate.limit()).isEqualTo(2);
        for (int i = 0; i < 9; i++) {
            gate.complain(System.nanoTime(), Duration.ZERO);
        }
        assertThat(gate.limit()).isEqualTo(1);
    }

    @Test
    void no_more_than_the_limit_is_under_way() throws Exception {
        Gates gates = new Gates(3, Ticker.SYSTEM);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(10);
        for (int i = 0; i < 30; i++) {
            pool.execute(() -> {
                Gates.Pass pass = gates.enter(ORIGIN);
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                gates.enter(ORIGIN).leave();
                Thread.onSpinWait();
                inside.decrementAndGet();
                pass.leave();
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void a_pause_holds_for_all() {
        HostGate gate = new HostGate(16, Ticker.SYSTEM);
        gate.complain(System.nanoTime(), Duration.ofMillis(200));
        long begin = System.nanoTime();
        gate.enter();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void an_interrupt_ends_waiting_as_a_cancellation() {
        HostGate gate = new HostGate(1, Ticker.SYSTEM);
        gate.enter();
        Thread.currentThread().interrupt();
        assertThatThrownBy(gate::enter).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_interrupt_ends_a_transfer_as_a_cancellation() throws Exception {
        try (FakeRegistry registry = new FakeRegistry();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            store.tags(registry.repository("a"));
            registry.fault(call -> true, 1, Reply.broken(Reply.Trouble.HANG));
            List<Throwable> thrown = new ArrayList<>();
            Thread thread = new Thread(() -> {
                try {
                    store.pushBlob(registry.repository("a"), RegistryStoreTest.blob(10));
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            });
            thread.start();
            while (registry.calls().size() < 2) {
                Thread.sleep(5);
            }
            thread.interrupt();
            thread.join(10_000);
            assertThat(thrown).singleElement().isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void a_registry_that_is_not_there_is_named() {
        RegistryOptions options = RegistryOptions.defaults().withRetry(RegistryStoreTest.QUICK);
        try (RegistryStore store = new RegistryStore(options)) {
            int port = DockerRegistry.freePort();
            assertThatThrownBy(() -> store.tags(new Repository("127.0.0.1:" + port, "a")))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("listing the tags of 127.0.0.1:" + port + "/a")
                    .hasMessageContaining("cannot be reached")
                    .hasMessageContaining("(after 4 tries)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
