package io.jenkins.plugins.istioimages.source;

/** Hears what is done with sources, one line per change of state, from several threads. */
@FunctionalInterface
public interface SourceListener {
    /**
     * Something begins or has ended.
     *
     * @param line in the user's words, without a secret
     */
    void event(String line);

    /** Nobody listens. */
    static SourceListener none() {
        return line -> {};
    }
}
