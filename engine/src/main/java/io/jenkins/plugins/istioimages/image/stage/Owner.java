package io.jenkins.plugins.istioimages.image.stage;

/**
 * Numeric owner of files.
 *
 * @param uid user
 * @param gid group
 */
record Owner(long uid, long gid) {
    static final Owner ROOT = new Owner(0, 0);
}
