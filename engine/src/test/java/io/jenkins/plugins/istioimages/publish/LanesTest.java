package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {
    @Test
    void waits_for_tasks_that_tasks_hand_in() {
        AtomicInteger done = new AtomicInteger();
        try (Lanes lanes = new Lanes(2, 2)) {
            for (int i = 0; i < 10; i++) {
                lanes.work(() -> lanes.move(() -> lanes.work(done::incrementAndGet)));
            }
            lanes.await();
            assertThat(done).hasValue(10);
            lanes.move(done::incrementAndGet);
            lanes.await();
            assertThat(done).hasValue(11);
        }
    }

    @Test
    void begins_work_in_the_order_in_which_it_comes() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (Lanes lanes = new Lanes(1, 1)) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                lanes.work(() -> order.add(number));
            }
            lanes.await();
        }
        assertThat(order).isSorted().hasSize(20);
    }

    @Test
    void a_full_lane_does_not_hold_up_the_other() throws Exception {
        CountDownLatch moved = new CountDownLatch(1);
        try (Lanes lanes = new Lanes(1, 1)) {
            lanes.work(moved::await);
            lanes.move(moved::countDown);
            lanes.await();
        }
        assertThat(moved.getCount()).isZero();
    }

    @Test
    void the_first_failure_stops_the_others_and_is_what_the_caller_gets() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        try (Lanes lanes = new Lanes(1, 1)) {
            lanes.work(() -> {
                try {
                    waiting.countDown();
                    Thread.sleep(50_000);
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    throw e;
                }
            });
            waiting.await();
            lanes.work(() -> begun.set(true));
            lanes.move(() -> {
                throw new IOException("the disk is full");
            });
            assertThatThrownBy(lanes::await).isInstanceOf(WorkException.class).hasMessage("the disk is full");
            lanes.work(() -> begun.set(true));
            assertThatThrownBy(lanes::await).hasMessage("the disk is full");
        }
        assertThat(interrupted).isTrue();
        assertThat(begun).isFalse();
    }

    @Test
    void an_interrupt_of_the_caller_ends_the_tasks() {
        AtomicBoolean ended = new AtomicBoolean();
        try (Lanes lanes = new Lanes(1, 1)) {
            CountDownLatch begun = new CountDownLatch(1);
            Thread caller = Thread.currentThread();
            lanes.work(() -> {
                begun.countDown();
                caller.interrupt();
                try {
                    Thread.sleep(50_000);
                } finally {
                    ended.set(true);
                }
            });
            assertThatThrownBy(lanes::await).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(ended).isTrue();
    }
}
