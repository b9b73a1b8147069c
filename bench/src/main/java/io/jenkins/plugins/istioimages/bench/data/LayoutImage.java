package io.jenkins.plugins.istioimages.bench.data;

/**
 * An index in the layout.
 *
 * @param name last component of its repository
 * @param tag in its repository
 * @param digest of the index
 */
public record LayoutImage(String name, String tag, String digest) {
    /** Its name in the layout: {@code bench.example/istio/pilot:1.14.5}. */
    public String refName() {
        return ArchiveWriter.HUB + "/" + name + ":" + tag;
    }
}
