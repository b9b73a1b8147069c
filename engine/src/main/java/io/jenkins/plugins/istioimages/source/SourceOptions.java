package io.jenkins.plugins.istioimages.source;

/**
 * How sources are resolved.
 *
 * @param dirty whether uncommitted changes of a {@code localpath} are part of it; its committed state is taken if not
 * @param parallel how many repositories are worked with at once, at least 1
 */
public record SourceOptions(boolean dirty, int parallel) {
    private static final int PARALLEL = 4;

    public SourceOptions {
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one repository at a time");
        }
    }

    /** Committed states, four repositories at once. */
    public static SourceOptions standard() {
        return new SourceOptions(false, PARALLEL);
    }

    /** The same with the uncommitted changes of local paths. */
    public SourceOptions withDirty() {
        return new SourceOptions(true, parallel);
    }
}
