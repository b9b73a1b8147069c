package io.jenkins.plugins.istioimages.bench.data;

/** A small fast generator of pseudo-random numbers (SplitMix64), the same on every Java. */
final class Noise {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Noise(long seed) {
        this.state = seed;
    }

    /** A seed for one named thing. */
    static long seed(long base, String name) {
        long hash = base;
        for (int i = 0; i < name.length(); i++) {
            hash = mix((hash ^ name.charAt(i)) + GOLDEN);
        }
        return hash;
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
