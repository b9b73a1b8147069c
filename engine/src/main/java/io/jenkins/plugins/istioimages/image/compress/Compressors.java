package io.jenkins.plugins.istioimages.image.compress;

/** The compressors that are at hand on this machine. */
public final class Compressors {
    private static final int FASTEST = 1;

    private Compressors() {}

    /** The gzip compressor that every machine has. */
    public static Compressor jdkGzip() {
        return new JdkGzip(FASTEST);
    }
}
