package io.jenkins.plugins.istioimages.layout;

/**
 * A file in an archive that is no metadata: a layer, by all appearance.
 *
 * @param path inside the archive, without {@code .} and {@code ..}
 * @param size in bytes, as it stands in the archive
 * @param compression of its content
 */
public record ArchiveBlob(String path, long size, Compression compression) {}
