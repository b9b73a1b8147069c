package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one layer brings and takes away.
 *
 * @param programs by path, without a slash at the beginning
 * @param packages by the path of the file that lists them
 * @param distribution that it says to be of, for example {@code debian}
 * @param removed paths that it takes away, with all that is below
 * @param emptied directories of which it takes away what is below
 */
public record LayerContents(
        SortedMap<String, ProgramFile> programs,
        SortedMap<String, List<InstalledPackage>> packages,
        Optional<String> distribution,
        Set<String> removed,
        Set<String> emptied) {
    public LayerContents {
        programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
        packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
        removed = Set.copyOf(removed);
        emptied = Set.copyOf(emptied);
    }
}
