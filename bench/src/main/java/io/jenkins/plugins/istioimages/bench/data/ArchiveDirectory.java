package io.jenkins.plugins.istioimages.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /**
     * How many requests suffice to see that all is in a registry: one per distinct blob, per manifest, per index and per tag,
     * and two to begin.
     */
    public int warmRequests() {
        Set<String> layers = new HashSet<>();
        Set<String> tags = new HashSet<>();
        for (Archive archive : archives) {
            layers.addAll(archive.diffIds());
            tags.add(archive.name() + ":" + archive.tag());
        }
        int configs = archives.size();
        int manifests = archives.size() + tags.size();
        return layers.size() + configs + manifests + tags.size() + 2;
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Archive archive : archives) {
            bytes += Files.size(file(archive));
        }
        return bytes;
    }
}
