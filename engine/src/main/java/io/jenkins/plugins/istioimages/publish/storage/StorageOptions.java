package io.jenkins.plugins.istioimages.publish.storage;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.Duration;

/**
 * How object stores are spoken to.
 *
 * @param attempts tries of a request in all
 * @param firstPause before the second try; grows with each further one, unless the store says how long
 * @param longestPause of our own choice
 * @param silence longest time without a byte moving
 * @param piece bytes of the largest object that goes in one request, and of each piece of a larger one; S3 wants at least
 *     5 MiB, Google a multiple of 256 KiB
 */
public record StorageOptions(int attempts, Duration firstPause, Duration longestPause, Duration silence, int piece) {
    /** Six tries in about half a minute, pieces of 16 MiB. */
    public static final StorageOptions DEFAULT =
            new StorageOptions(6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1), 16 << 20);

    private static final int UNIT = 256 << 10;

    public StorageOptions {
        if (attempts < 1 || piece < UNIT || piece % UNIT != 0) {
            throw new InputException("at least one try, and pieces of a multiple of 256 KiB");
        }
    }

    /** Pauses of other lengths. */
    public StorageOptions withPauses(Duration first, Duration longest) {
        return new StorageOptions(attempts, first, longest, silence, piece);
    }

    public StorageOptions withAttempts(int tries) {
        return new StorageOptions(tries, firstPause, longestPause, silence, piece);
    }

    public StorageOptions withPiece(int bytes) {
        return new StorageOptions(attempts, firstPause, longestPause, silence, bytes);
    }
}
