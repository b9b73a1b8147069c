package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A layer with its files.
 *
 * @param contents what it brings and takes away
 * @param files by path, without a slash at the beginning; links are none
 * @param complete whether these are all: false where there were too many, and then none is here
 */
public record ListedLayer(LayerContents contents, SortedMap<String, FileSums.Sum> files, boolean complete) {
    public ListedLayer {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
