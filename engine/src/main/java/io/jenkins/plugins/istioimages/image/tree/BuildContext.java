package io.jenkins.plugins.istioimages.image.tree;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What COPY and ADD of a Dockerfile read from. */
public sealed interface BuildContext {
    /** A directory of this machine. */
    static BuildContext directory(Path root) {
        return new Directory(root);
    }

    /** Files of this machine under names of their own, without copying them. */
    static BuildContext mapping(Map<String, Path> files) {
        return new Mapping(new TreeMap<>(files));
    }

    /** A directory; its {@code .dockerignore} counts. */
    record Directory(Path root) implements BuildContext {}

    /**
     * A virtual directory.
     *
     * @param files by name in the context, for example {@code amd64/pilot-discovery}: a file, or a directory with all
     *     that is in it; directories between are made up
     */
    record Mapping(SortedMap<String, Path> files) implements BuildContext {
        public Mapping {
            SortedMap<String, Path> clean = new TreeMap<>();
            files.forEach((name, file) -> clean.put(TreePaths.clean(name), file));
            files = Collections.unmodifiableSortedMap(clean);
        }
    }
}
