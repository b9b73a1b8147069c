package io.jenkins.plugins.istioimages.image.compress;

/** The ten bytes every gzip layer begins with (RFC 1952): deflate, no flags, no time, operating system unknown. */
final class GzipHeader {
    static final int LENGTH = 10;

    private GzipHeader() {}

    /** A fresh copy. */
    static byte[] bytes() {
        return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    }
}
