package io.jenkins.plugins.istioimages.build;

import java.time.Duration;
import java.util.List;

/**
 * How a program ended.
 *
 * @param exit its status; above 128 it is 128 plus the signal that ended it
 * @param took from start to end
 * @param tail the last lines it wrote
 */
public record ProcessResult(int exit, Duration took, List<String> tail) {
    public ProcessResult {
        tail = List.copyOf(tail);
    }

    public boolean succeeded() {
        return exit == 0;
    }
}
