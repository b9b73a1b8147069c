package io.jenkins.plugins.istioimages.bench.contender;

import java.nio.file.Path;
import java.util.List;

/** Directory and helpers of one contender for one turn: whatever it caches begins empty. */
public class Workspace implements AutoCloseable {
    private final Path path;

    public Workspace(Path path) {
        this.path = path;
    }

    public final Path path() {
        return path;
    }

    /** Processes whose time and memory count as the contender's own. */
    public List<Long> daemons() {
        return List.of();
    }

    @Override
    public void close() {}
}
