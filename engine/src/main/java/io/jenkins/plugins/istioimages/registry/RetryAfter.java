package io.jenkins.plugins.istioimages.registry;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads {@code Retry-After}, in seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** How long to wait; empty where the header is missing or makes no sense. A date that has passed is no wait. */
    static Optional<Duration> of(Answer answer, Clock clock) {
        return answer.header("Retry-After").flatMap(text -> parse(text.strip(), clock));
    }

    static Optional<Duration> parse(String text, Clock clock) {
        if (text.matches("[0-9]{1,18}")) {
            long seconds = Math.min(Long.parseLong(text), LONGEST.toSeconds());
            return Optional.of(Duration.ofSeconds(seconds));
        }
        try {
            ZonedDateTime when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), when.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
