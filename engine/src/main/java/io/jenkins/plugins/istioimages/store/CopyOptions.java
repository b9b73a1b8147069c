package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;

/**
 * What to copy of an image, and how.
 *
 * @param platforms only these of an index; all where the list is empty
 * @param referrers whether what is attached to the image follows: by subject, and by cosign's tags
 * @param concurrency transfers at the same time
 */
public record CopyOptions(List<Platform> platforms, boolean referrers, int concurrency) {
    /** Enough to fill a connection, few enough for any registry. */
    private static final int DEFAULT_CONCURRENCY = 6;

    public CopyOptions {
        platforms = List.copyOf(platforms);
        if (concurrency < 1) {
            throw new InputException("a copy needs at least one transfer at a time, not " + concurrency);
        }
    }

    /** Everything: all platforms, with referrers. */
    public static CopyOptions everything() {
        return new CopyOptions(List.of(), true, DEFAULT_CONCURRENCY);
    }

    public CopyOptions onlyPlatforms(List<Platform> wanted) {
        return new CopyOptions(wanted, referrers, concurrency);
    }

    public CopyOptions withReferrers(boolean follow) {
        return new CopyOptions(platforms, follow, concurrency);
    }

    public CopyOptions withConcurrency(int transfers) {
        return new CopyOptions(platforms, referrers, transfers);
    }
}
