package io.jenkins.plugins.istioimages.image.dockerfile;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 300ms} (Go time.ParseDuration). */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);
    /** Docker allows nothing shorter. */
    private static final BigDecimal MIN = BigDecimal.valueOf(1_000_000);

    private GoDuration() {}

    /** Nanoseconds; zero for {@code 0s}; empty for what is no duration, shorter than a millisecond or longer than 292 years. */
    static Optional<Long> parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
            end = part.end();
        }
        boolean wrong = end == 0 || end != text.length() || sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        if (wrong || sum.signum() != 0 && sum.compareTo(MIN) < 0) {
            return Optional.empty();
        }
        return Optional.of(sum.longValue());
    }
}
