package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.Optional;

/**
 * A file in an archive.
 *
 * @param path inside of it
 * @param digest of its content
 * @param program what it is where it can be run
 * @param text its content where a check may want to read it; of files of at most a mebibyte
 */
public record BundleFile(String path, Digest digest, Optional<Program> program, Optional<byte[]> text) {}
