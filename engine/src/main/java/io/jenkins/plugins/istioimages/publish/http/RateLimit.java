package io.jenkins.plugins.istioimages.publish.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads from an answer how long a server wants us to stay away: Retry-After (RFC 9110, 10.2.3) of any server, and
 * GitHub's primary and secondary limits (docs.github.com, "Rate limits for the REST API"). Such a request was not
 * acted on.
 */
final class RateLimit {
    private static final Duration AT_LEAST = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private RateLimit() {}

    /**
     * How long to stay away.
     *
     * @param times how often in a row the server has said so without a time, this one included
     * @return empty if the answer is not about limits
     */
    static Optional<Duration> of(ApiAnswer answer, Instant now, int times) {
        if (answer.status() != 403 && answer.status() != 429) {
            return Optional.empty();
        }
        Optional<Duration> asked = retryAfter(answer, now);
        if (asked.isPresent()) {
            return asked;
        }
        if (answer.header("x-ratelimit-remaining").filter("0"::equals).isPresent()) {
            return Optional.of(reset(answer, now).orElse(AT_LEAST));
        }
        String said = answer.text().toLowerCase(Locale.ROOT);
        boolean limited = answer.status() == 429 || said.contains("rate limit") || said.contains("abuse detection");
        return limited ? Optional.of(AT_LEAST.multipliedBy(1L << Math.min(times - 1, 10))) : Optional.empty();
    }

    /** What Retry-After asks for, whatever the status. */
    static Optional<Duration> retryAfter(ApiAnswer answer, Instant now) {
        return answer.header("retry-after").flatMap(value -> RetryAfter.parse(value, now));
    }

    private static Optional<Duration> reset(ApiAnswer answer, Instant now) {
        return answer.header("x-ratelimit-reset")
                .filter(value -> value.matches("[0-9]{1,12}"))
                .map(value -> notNegative(Duration.between(now, Instant.ofEpochSecond(Long.parseLong(value))))
                        .plus(MARGIN));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
