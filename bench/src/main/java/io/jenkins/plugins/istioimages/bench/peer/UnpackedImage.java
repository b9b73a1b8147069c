package io.jenkins.plugins.istioimages.bench.peer;

import java.nio.file.Path;
import java.util.List;

/**
 * An image out of its archive.
 *
 * @param config text of its configuration
 * @param layers gzip'd files, base first
 */
record UnpackedImage(String config, List<Path> layers) {}
