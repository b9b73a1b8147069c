package io.jenkins.plugins.istioimages.jenkins.turns;

/**
 * A run that wants a turn.
 *
 * @param id for {@code Run.fromExternalizableId}
 * @param job full name
 * @param number of the run in its job
 * @param scheduled when it was asked for, in milliseconds since 1970
 */
public record Contender(String id, String job, int number, long scheduled) {
    /** Whether it was asked for after another one: in one job numbers tell, between jobs the time. */
    boolean isNewerThan(Contender other) {
        return job.equals(other.job) ? number > other.number : scheduled > other.scheduled;
    }
}
