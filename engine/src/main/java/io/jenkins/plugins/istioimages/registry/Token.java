package io.jenkins.plugins.istioimages.registry;

import java.time.Duration;

/**
 * A bearer token.
 *
 * @param value as it is sent
 * @param renewAt when it is to be replaced, by {@link System#nanoTime()}: some time before it ends
 */
record Token(String value, long renewAt) {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /**
     * A token that was asked for at some time, by {@link System#nanoTime()}. Only our own clock counts: the server's may
     * be wrong.
     */
    static Token lasting(String value, long askedAt, Duration lifetime) {
        Duration quarter = lifetime.dividedBy(4);
        Duration margin = quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN;
        return new Token(value, askedAt + lifetime.minus(margin).toNanos());
    }

    boolean isFresh() {
        return renewAt - System.nanoTime() > 0;
    }

    @Override
    public String toString() {
        return "token";
    }
}
