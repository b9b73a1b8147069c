package io.jenkins.plugins.istioimages.validate.facts;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an archive holds.
 *
 * @param name of the archive, relative to the release
 * @param files by path
 * @param unsafe paths and links that lead out of the directory in which the archive is unpacked
 * @param damage why it could not be read to its end
 */
public record Bundle(String name, SortedMap<String, BundleFile> files, List<String> unsafe, Optional<String> damage) {
    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        unsafe = List.copyOf(unsafe);
    }

    /** A file by its path. */
    public Optional<BundleFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The place of a file, for findings. */
    public String at(String path) {
        return name + ": " + path;
    }
}
