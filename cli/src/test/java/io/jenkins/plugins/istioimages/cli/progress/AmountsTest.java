package io.jenkins.plugins.istioimages.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "45100000, 45.1 MB",
        "1285000000, 1.3 GB",
        "2000000000000000, 2000.0 TB"
    })
    void bytesHaveTheUnitThatFits(double bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1 s", "59, 59 s", "60, 1 min 00 s", "185, 3 min 05 s", "7800, 2 h 10 min"})
    void timesAreAsExactAsTheyAreWorth(double seconds, String text) {
        assertThat(Amounts.seconds(seconds)).isEqualTo(text);
    }
}
