package io.jenkins.plugins.istioimages.bench.data;

import io.jenkins.plugins.istioimages.bench.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory of the data that is whole or not there. */
final class Part {
    private Part() {}

    /** What fills the directory. */
    interface Filling {
        void into(Path directory) throws IOException;
    }

    /** Makes the directory unless an earlier run did. */
    static Path make(Path target, Filling filling) throws IOException {
        if (!Files.isDirectory(target)) {
            Path half = target.resolveSibling(target.getFileName() + ".half");
            Trees.delete(half);
            Files.createDirectories(half);
            filling.into(half);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }
}
