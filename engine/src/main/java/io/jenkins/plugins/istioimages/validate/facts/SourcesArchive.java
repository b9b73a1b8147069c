package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.layout.TarEntry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The archive of all sources: {@code sources/NAME/…}.
 *
 * @param repositories that have a file there
 * @param licensed those of them that bring licences
 * @param damage why it could not be read to its end
 */
public record SourcesArchive(SortedSet<String> repositories, SortedSet<String> licensed, Optional<String> damage) {
    private static final int MOST = 1000;

    public SourcesArchive {
        repositories = Collections.unmodifiableSortedSet(new TreeSet<>(repositories));
        licensed = Collections.unmodifiableSortedSet(new TreeSet<>(licensed));
    }

    static SourcesArchive read(Path file) {
        SortedSet<String> repositories = new TreeSet<>();
        SortedSet<String> licensed = new TreeSet<>();
        Optional<String> damage = BundleReader.read(file, (entry, content) -> {
            String[] parts = SafePath.of(entry.path()).orElse("").split("/", 4);
            if (entry.type() == TarEntry.Type.FILE && parts.length > 2 && parts[0].equals("sources")) {
                if (repositories.size() < MOST) {
                    repositories.add(parts[1]);
                }
                if (parts.length > 3 && parts[2].equals("licenses") && licensed.size() < MOST) {
                    licensed.add(parts[1]);
                }
            }
        });
        return new SourcesArchive(repositories, licensed, damage);
    }
}
