package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An image that is to go again, by a name that is nobody else's. What it consists of may be another's, too: two builds of
 * the same Dockerfile end in one image of two names.
 */
final class TemporaryImage {
    private static final int ATTEMPTS = 20;

    private final ContainerProgram program;
    private final String name;
    private final Duration pause;

    /** @param pause between attempts */
    TemporaryImage(ContainerProgram program, String name, Duration pause) {
        this.program = program;
        this.name = name;
        this.pause = pause;
    }

    /**
     * Removes it, and the containers that were started by its name. An interrupt does not cut this short. A Docker daemon
     * that is removing another name of the same image just then refuses with "unrecognized image ID" or the like, although
     * the next attempt succeeds, so it is asked again.
     *
     * @throws WorkException if it is still there afterwards
     */
    void remove() {
        boolean interrupted = Thread.interrupted();
        try {
            for (int attempt = 1; exists(); attempt++) {
                removeContainers();
                ProcessResult removal = program.ask("rmi", "--force", name);
                if (attempt == ATTEMPTS && exists()) {
                    throw new WorkException("'" + program.name() + " rmi --force " + name + "' was tried " + ATTEMPTS
                            + " times in vain: " + String.join("\n", removal.tail()));
                }
                if (!removal.succeeded()) {
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean exists() {
        return !program.answer("images", "--quiet", "--filter", "reference=" + name)
                .isEmpty();
    }

    /** By the name they were started with: the filter for an image's containers also finds those of its other names. */
    private void removeContainers() {
        List<String> containers = new ArrayList<>();
        program.run(List.of("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Image}}"), Map.of(), line -> {
            String[] container = line.strip().split(" ", 2);
            if (container.length == 2 && container[1].equals(name)) {
                containers.add(container[0]);
            }
        });
        if (!containers.isEmpty()) {
            containers.addAll(0, List.of("rm", "--force"));
            program.answer(containers.toArray(String[]::new));
        }
    }
}
