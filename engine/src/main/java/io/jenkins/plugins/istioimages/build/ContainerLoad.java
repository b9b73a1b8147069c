package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hands images to the container engine of this machine. */
public final class ContainerLoad {
    private final ContainerClient client;

    /**
     * @param program docker or podman
     * @param environment of this process, whose variables say where the engine is
     */
    public ContainerLoad(
            String program, ProcessRunner processes, ProcessLimits limits, Map<String, String> environment) {
        this.client = new ContainerClient(program, processes, limits, environment);
    }

    /**
     * Sees that the engine is there.
     *
     * @param purpose for the error
     * @throws WorkException if it is not
     */
    public void check(String purpose) {
        client.check(purpose);
    }

    /** @throws WorkException if the engine does not take the archive */
    public void load(Path archive) {
        ProcessResult result = client.run(line -> {}, List.of("load", "--input", archive.toString()));
        if (!result.succeeded()) {
            throw new WorkException("'" + client.program() + " load' of " + archive.getFileName() + " failed: "
                    + String.join("\n", result.tail()));
        }
    }
}
