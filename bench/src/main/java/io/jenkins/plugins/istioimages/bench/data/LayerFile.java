package io.jenkins.plugins.istioimages.bench.data;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.nio.file.Path;

/**
 * A layer on disk.
 *
 * @param file a tar, plain or gzip'd
 * @param digest of the file
 * @param size of the file
 * @param diffId digest of the plain tar
 */
record LayerFile(Path file, Digest digest, long size, Digest diffId) {}
