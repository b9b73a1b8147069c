package io.jenkins.plugins.istioimages.publish.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads {@code Retry-After}, in seconds or as a date (RFC 9110, 10.2.3). */
public final class RetryAfter {
    private RetryAfter() {}

    /**
     * How long to stay away.
     *
     * @param header what stands behind the header's name
     * @return empty where it makes no sense; nothing for a date that has passed
     */
    public static Optional<Duration> parse(String header, Instant now) {
        if (header.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            ZonedDateTime when = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(now, when.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
