package io.jenkins.plugins.istioimages.bench.data;

import java.util.Locale;

/**
 * All that determines the data.
 *
 * @param set which images
 * @param scale how many times as large every layer is
 * @param seed of every byte
 * @param form of the archives that the publishing scenarios read
 */
public record DataParameters(ImageSet set, int scale, long seed, ArchiveForm form) {
    /** Raised with every change of what is generated, so that nothing stale is measured. */
    private static final int GENERATOR = 1;

    public DataParameters {
        if (scale < 1) {
            throw new IllegalArgumentException("scale is " + scale + ", expected 1 or more");
        }
    }

    /** A directory name that stands for the data in every form. */
    String key() {
        return set.name().toLowerCase(Locale.ROOT) + "-x" + scale + "-seed" + seed + "-v" + GENERATOR;
    }
}
