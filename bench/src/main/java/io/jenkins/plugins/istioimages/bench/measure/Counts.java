package io.jenkins.plugins.istioimages.bench.measure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a contender sent.
 *
 * @param requests all of them
 * @param blobBytes bytes of upload bodies
 * @param byKind number of requests by method and kind, for example {@code HEAD blobs}
 */
public record Counts(long requests, long blobBytes, SortedMap<String, Long> byKind) {
    /** Nothing sent. */
    public static final Counts NONE = new Counts(0, 0, Collections.emptySortedMap());

    public Counts {
        byKind = Collections.unmodifiableSortedMap(new TreeMap<>(byKind));
    }

    /** What came on top of an earlier count. */
    public Counts minus(Counts earlier) {
        SortedMap<String, Long> kinds = new TreeMap<>();
        byKind.forEach((kind, count) -> {
            long more = count - earlier.byKind.getOrDefault(kind, 0L);
            if (more > 0) {
                kinds.put(kind, more);
            }
        });
        return new Counts(requests - earlier.requests, blobBytes - earlier.blobBytes, kinds);
    }
}
