package io.jenkins.plugins.istioimages.jenkins.turns;

/**
 * What a run that wants a turn is told.
 *
 * @param other id of the run that it is about; empty for {@link Kind#GRANTED}
 */
public record Answer(Kind kind, String other) {
    /** What to do. */
    public enum Kind {
        /** It is this run's turn until it gives it back. */
        GRANTED,
        /** Another one is at work: ask again. */
        WAIT,
        /** A newer one has asked: do not ask again. */
        SUPERSEDED
    }
}
