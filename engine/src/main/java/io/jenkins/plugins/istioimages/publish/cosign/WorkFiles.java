package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one call of cosign, in a directory that only this user can enter; gone when the call is over. */
final class WorkFiles implements AutoCloseable {
    private final Path directory;
    private final List<Path> files = new ArrayList<>();

    WorkFiles() {
        try {
            directory = Files.createTempDirectory("istio-images-cosign");
        } catch (IOException e) {
            throw new WorkException("cannot make a temporary directory: " + e, e);
        }
    }

    /** A file that may be written, and is not there yet. */
    Path file(String name) {
        Path file = directory.resolve(name);
        files.add(file);
        return file;
    }

    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Nothing secret is left in it, and whoever empties temporary directories takes it.
            directory.toFile().deleteOnExit();
        }
    }
}
