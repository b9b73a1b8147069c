package io.jenkins.plugins.istioimages.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory of docker-archives as release-builder leaves it.
 *
 * @param path the directory, which holds nothing else
 * @param archives what is in it
 */
public record ArchiveDirectory(Path path, List<Archive> archives) {
    public ArchiveDirectory {
        archives = List.copyOf(archives);
    }

    /** The file of an archive. */
    public Path file(Archive archive) {
        return path.resolve(archive.file());
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Archive archive : archives) {
            bytes += Files.size(file(archive));
        }
        return bytes;
    }
}
