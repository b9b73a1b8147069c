package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.nio.file.Path;

/**
 * A file or directory for a build context.
 *
 * @param path on this machine
 * @param at where {@code tools/docker.yaml} names it
 * @param ofPlatform whether it is made for the image's platform, so that a binary must be of its architecture
 */
public record StagedFile(Path path, SourceLocation at, boolean ofPlatform) {}
