package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Reference;

/**
 * Which image goes where.
 *
 * @param source in the store that is read
 * @param destination a tag in the store that is written; or a digest, which must be the one that is copied
 */
public record CopyPair(Reference source, Reference destination) {}
