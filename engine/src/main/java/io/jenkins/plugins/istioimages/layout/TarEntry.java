package io.jenkins.plugins.istioimages.layout;

/**
 * An entry of a tar archive as its header tells it.
 *
 * @param path as it stands, not to be trusted
 * @param type what it is
 * @param link where a link points to, as it stands; empty where it is none
 * @param size of the content in bytes
 * @param offset of the content's first byte in the archive
 */
public record TarEntry(String path, Type type, String link, long size, long offset) {
    /** Kinds of entries that matter here. */
    public enum Type {
        FILE,
        SYMLINK,
        HARDLINK,
        /** Directories, devices, sparse files: nothing an image is read from. */
        OTHER
    }
}
