package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.oci.Digest;

/**
 * Something that is attached to an image as a referrer.
 *
 * @param type what it is: {@code sbom}, {@code provenance}, {@code signature}
 * @param digest of its manifest
 */
public record Attachment(String type, Digest digest) {}
