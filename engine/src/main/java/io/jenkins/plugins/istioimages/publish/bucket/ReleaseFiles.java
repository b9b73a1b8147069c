package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.store.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of a directory with their checksums. */
final class ReleaseFiles {
    private static final int READERS = 2;

    private ReleaseFiles() {}

    /**
     * Reads all of them, in the order of their names.
     *
     * @throws InputException if there are none, or one is no plain file
     */
    static List<LocalFile> read(Path directory, int depth, String suffix) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory, depth)) {
            files = all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException("the release in " + directory + " cannot be read: " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new InputException(
                    "there are no files" + (suffix.isEmpty() ? "" : " *" + suffix) + " in " + directory);
        }
        try (Workers workers = new Workers("digest", READERS)) {
            return workers.map(files, file -> read(directory, file));
        }
    }

    private static LocalFile read(Path directory, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(file + " is no plain file: only those are published");
        }
        return LocalFile.read(directory.relativize(file).toString().replace('\\', '/'), file);
    }
}
