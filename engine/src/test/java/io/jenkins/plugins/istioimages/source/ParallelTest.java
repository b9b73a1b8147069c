package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void aTaskRunsAfterTheOneItNeedsAndResultsKeepTheirOrder() {
        List<String> ran = new CopyOnWriteArrayList<>();
        try (Parallel<String> parallel = new Parallel<>(4)) {
            parallel.submit("envoy", Optional.of("proxy"), () -> record(ran, "envoy"));
            parallel.submit("proxy", Optional.of("istio"), () -> record(ran, "proxy"));
            parallel.submit("istio", Optional.empty(), () -> record(ran, "istio"));

            assertThat(parallel.results().keySet()).containsExactly("envoy", "proxy", "istio");
        }
        assertThat(ran).containsExactly("istio", "proxy", "envoy");
    }

    @Test
    void aWaitingTaskTakesNoThread() {
        try (Parallel<String> parallel = new Parallel<>(1)) {
            parallel.submit("b", Optional.of("a"), () -> "b");
            parallel.submit("c", Optional.of("a"), () -> "c");
            parallel.submit("a", Optional.empty(), () -> "a");

            assertThat(parallel.results()).containsValues("a", "b", "c");
        }
    }

    @Test
    void tasksThatNeedNothingRunAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        try (Parallel<Boolean> parallel = new Parallel<>(2)) {
            parallel.submit("a", Optional.empty(), () -> meet(both));
            parallel.submit("b", Optional.empty(), () -> meet(both));

            assertThat(parallel.results()).containsValues(true, true);
        }
    }

    @Test
    void theFirstFailureInOrderIsThrownAndWhatNeededItDoesNotRun() {
        InputException early = new InputException("early");
        InputException late = new InputException("late");
        AtomicBoolean ran = new AtomicBoolean();
        try (Parallel<String> parallel = new Parallel<>(2)) {
            parallel.submit("istio", Optional.empty(), () -> fail(early));
            parallel.submit("api", Optional.of("istio"), () -> {
                ran.set(true);
                return "api";
            });
            parallel.submit("tools", Optional.empty(), () -> fail(late));

            assertThatThrownBy(parallel::results).isSameAs(early);
            assertThat(early.getSuppressed()).containsExactly(late);
            assertThat(ran).isFalse();
        }
    }

    private static String record(List<String> ran, String name) {
        ran.add(name);
        return name;
    }

    private static boolean meet(CountDownLatch both) {
        both.countDown();
        try {
            return both.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String fail(RuntimeException failure) {
        throw failure;
    }
}
