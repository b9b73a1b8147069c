package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one sees in an image, with its files, and the layer that each comes from.
 *
 * @param contents its programs and packages
 * @param files for each layer, the base first, those that no later one hides, by path
 * @param complete whether these are all files; where not, there are none
 */
public record ListedImage(ImageContents contents, List<SortedMap<String, FileSums.Sum>> files, boolean complete) {
    public ListedImage {
        files = files.stream()
                .<SortedMap<String, FileSums.Sum>>map(layer -> Collections.unmodifiableSortedMap(new TreeMap<>(layer)))
                .toList();
    }

    /**
     * Puts layers on each other, the base first.
     *
     * @param most how many files are listed
     */
    public static ListedImage of(List<ListedLayer> layers, int most) {
        ImageContents contents =
                ImageContents.of(layers.stream().map(ListedLayer::contents).toList());
        List<SortedMap<String, FileSums.Sum>> files = new ArrayList<>();
        long count = 0;
        boolean complete = true;
        for (ListedLayer layer : layers) {
            files.forEach(below -> {
                ImageContents.remove(layer.contents(), below);
                below.keySet().removeAll(layer.files().keySet());
            });
            files.add(new TreeMap<>(layer.files()));
            complete &= layer.complete();
        }
        for (SortedMap<String, FileSums.Sum> layer : files) {
            count += layer.size();
        }
        if (!complete || count > most) {
            files.forEach(Map::clear);
            return new ListedImage(contents, files, false);
        }
        return new ListedImage(contents, files, true);
    }
}
