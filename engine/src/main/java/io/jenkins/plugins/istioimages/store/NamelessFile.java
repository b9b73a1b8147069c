package io.jenkins.plugins.istioimages.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Temporary files that need no clearing up: on POSIX systems Java removes the name right after it opened the file, and the
 * room goes back to the disk when the process ends, however that happens.
 *
 * <p>A process that is killed between the two leaves an empty file. Whoever opens the next one in the same directory takes
 * such names away. That never hurts the process a name belongs to: it was about to do the same, and reads and writes by its
 * descriptor.
 */
public final class NamelessFile {
    private static final Pattern NAME = Pattern.compile("istio-images-[0-9a-f-]{36}\\.tmp");

    private NamelessFile() {}

    /**
     * Opens an empty one, for this user alone.
     *
     * @param directory that exists
     * @return for reading and writing; closing it gives the room back
     */
    public static FileChannel open(Path directory) throws IOException {
        takeAway(directory);
        return FileChannel.open(
                directory.resolve("istio-images-" + UUID.randomUUID() + ".tmp"),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                forThisUser(directory));
    }

    /** As far as this user may: others' names stay, and so they do where the directory cannot be listed. */
    private static void takeAway(Path directory) {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(
                directory, file -> NAME.matcher(file.getFileName().toString()).matches())) {
            for (Path name : names) {
                deleteIfAllowed(name);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }

    private static void deleteIfAllowed(Path name) {
        try {
            Files.deleteIfExists(name);
        } catch (IOException e) {
            return;
        }
    }

    private static FileAttribute<?>[] forThisUser(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
