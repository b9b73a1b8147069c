package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Names for the platforms of an image that no other build has, and a directory for their archives. Both are gone when it is
 * closed.
 */
final class TemporaryImages implements AutoCloseable {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

    private final ContainerProgram program;
    private final BuilderListener listener;
    private final Path archives;
    private final SortedMap<Platform, String> names = new TreeMap<>();

    private TemporaryImages(ContainerProgram program, BuilderListener listener, Path archives) {
        this.program = program;
        this.listener = listener;
        this.archives = archives;
    }

    /**
     * Makes the directory; images are made by others.
     *
     * @param directory that the directory of archives is made in
     * @throws InputException if it cannot be
     */
    static TemporaryImages open(
            ContainerProgram program, Path directory, BuilderImage image, BuilderListener listener) {
        TemporaryImages made = new TemporaryImages(program, listener, archives(directory, image));
        String run = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        image.platforms().forEach(platform -> made.names.put(platform, name(run, image, platform)));
        return made;
    }

    /** What the platforms are called by the container program. */
    SortedMap<Platform, String> names() {
        return Collections.unmodifiableSortedMap(names);
    }

    /** Where the archives stand. */
    Path archives() {
        return archives;
    }

    /** Where the archive of a platform stands. */
    Path archive(Platform platform) {
        return archives.resolve(platform.slug() + ".tar");
    }

    /** Never fails: what was done is done; what is in the way is told. */
    @Override
    public void close() {
        names.values().forEach(this::remove);
        try (Stream<Path> files = Files.walk(archives)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            listener.notice("temporary files are left behind in " + archives + ": " + e.getMessage());
        }
    }

    private void remove(String name) {
        try {
            new TemporaryImage(program, name, BETWEEN_ATTEMPTS).remove();
        } catch (WorkException e) {
            listener.notice("the temporary image " + name + " is left behind: " + e.getMessage());
        }
    }

    /** Below localhost, so that no push of it can go anywhere. */
    private static String name(String run, BuilderImage image, Platform platform) {
        return "localhost/istio-images-" + run + "/" + image.name() + ":" + image.version() + "-" + platform.slug();
    }

    private static Path archives(Path directory, BuilderImage image) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(directory), "istio-images-" + image.version() + "-");
        } catch (IOException e) {
            throw new InputException("cannot make a directory for archives in " + directory + ": " + e.getMessage(), e);
        }
    }
}
