package io.jenkins.plugins.istioimages.jenkins.images.view;

/** Digests and commits as people tell them apart. */
final class Abbreviated {
    private static final int DIGITS = 12;

    private Abbreviated() {}

    /** The first digits of {@code sha256:…}, without the algorithm. */
    static String digest(String digest) {
        return digits(digest.substring(digest.indexOf(':') + 1));
    }

    /** The first digits. */
    static String digits(String hex) {
        return hex.substring(0, Math.min(DIGITS, hex.length()));
    }
}
