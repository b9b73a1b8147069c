package io.jenkins.plugins.istioimages.build;

import java.time.Duration;

/**
 * How long a program may take.
 *
 * @param overall from start to end
 * @param silence between two lines of output
 * @param grace between asking a program to end and killing it
 */
public record ProcessLimits(Duration overall, Duration silence, Duration grace) {
    /** Envoy takes an hour and more on small machines; a compiler that says nothing for an hour hangs. */
    public static final ProcessLimits DEFAULT =
            new ProcessLimits(Duration.ofHours(6), Duration.ofHours(1), Duration.ofSeconds(5));

    public ProcessLimits {
        if (overall.isNegative() || overall.isZero() || silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("timeouts are longer than zero");
        }
    }

    public ProcessLimits withOverall(Duration newOverall) {
        return new ProcessLimits(newOverall, silence, grace);
    }

    public ProcessLimits withSilence(Duration newSilence) {
        return new ProcessLimits(overall, newSilence, grace);
    }
}
