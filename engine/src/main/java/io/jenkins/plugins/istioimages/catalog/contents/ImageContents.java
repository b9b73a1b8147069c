package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one sees in an image: of its layers the uppermost (image-spec layer.md, "Applying Changesets").
 *
 * @param programs by path, without a slash at the beginning
 * @param packages sorted
 * @param distribution that it says to be of, for example {@code debian}
 */
public record ImageContents(
        SortedMap<String, ProgramFile> programs, List<InstalledPackage> packages, Optional<String> distribution) {
    public ImageContents {
        programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
        packages = packages.stream().sorted().distinct().toList();
    }

    /** Puts layers on each other, the base first. */
    public static ImageContents of(List<LayerContents> layers) {
        SortedMap<String, ProgramFile> programs = new TreeMap<>();
        SortedMap<String, List<InstalledPackage>> packages = new TreeMap<>();
        Optional<String> distribution = Optional.empty();
        for (LayerContents layer : layers) {
            distribution = layer.distribution().isPresent() ? layer.distribution() : distribution;
            remove(layer, programs);
            remove(layer, packages);
            programs.putAll(layer.programs());
            packages.putAll(layer.packages());
        }
        return new ImageContents(
                programs, packages.values().stream().flatMap(Collection::stream).toList(), distribution);
    }

    /** Takes away what a layer takes away of those below it. */
    static void remove(LayerContents layer, SortedMap<String, ?> files) {
        for (String path : layer.removed()) {
            files.remove(path);
            below(path, files).clear();
        }
        layer.emptied().forEach(directory -> below(directory, files).clear());
    }

    private static SortedMap<String, ?> below(String directory, SortedMap<String, ?> files) {
        // The character after the slash ends what begins with the directory.
        return directory.isEmpty() ? files : files.subMap(directory + "/", directory + "0");
    }
}
