package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputTailTest {
    @Test
    void passesAllOnAndKeepsTheLastForty() {
        List<String> heard = new ArrayList<>();
        OutputTail tail = new OutputTail(heard::add);
        IntStream.rangeClosed(1, 100).forEach(i -> tail.accept("line " + i));
        assertThat(heard).hasSize(100);
        assertThat(tail.lines()).hasSize(40).first().isEqualTo("line 61");
        assertThat(tail.lines()).last().isEqualTo("line 100");
    }

    @Test
    void silenceIsCountedFromTheLastSignOfLife() throws InterruptedException {
        OutputTail tail = new OutputTail(line -> {});
        Thread.sleep(30);
        assertThat(tail.silentNanos()).isGreaterThan(20_000_000);
        tail.touch();
        assertThat(tail.silentNanos()).isLessThan(20_000_000);
    }
}
