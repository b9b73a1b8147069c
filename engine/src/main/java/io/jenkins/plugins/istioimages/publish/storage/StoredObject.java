package io.jenkins.plugins.istioimages.publish.storage;

import java.util.Optional;

/**
 * What a store knows of an object.
 *
 * @param size in bytes
 * @param version which content this is: S3's ETag with its quotes, Google's generation
 * @param sha256 in hex, as whoever stored it has noted
 */
public record StoredObject(String key, long size, String version, Optional<String> sha256) {}
