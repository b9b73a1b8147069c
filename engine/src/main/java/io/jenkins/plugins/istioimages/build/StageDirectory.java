package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;

/**
 * A stage's own directory, a GOPATH as release-builder lays it out: sources in {@code src/istio.io/NAME}. No two stages
 * share one, so two platforms build from one commit at the same time.
 *
 * @param path absolute
 */
public record StageDirectory(Path path) {
    /** Go's module cache keeps itself whole when it is killed, holds nothing that is built, and is long to fetch. */
    private static final Path KEPT = Path.of("pkg", "mod");

    public StageDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /** Where a source is checked out. */
    public Path source(String name) {
        return path.resolve("src").resolve("istio.io").resolve(name);
    }

    /**
     * Makes the directory empty, the module cache aside: what a killed make left half written looks finished to the next.
     */
    void makeFresh() {
        try {
            delete(path, path.resolve(KEPT));
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new WorkException("cannot empty the work directory " + path + ": " + e, e);
        }
    }

    private static void delete(Path top, Path kept) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return dir.equals(kept) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                remove(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                if (!kept.startsWith(dir) || !Files.exists(kept)) {
                    remove(dir);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes an entry also where a build made its directory read-only. */
    private static void remove(Path entry) throws IOException {
        try {
            Files.delete(entry);
        } catch (AccessDeniedException e) {
            Files.setPosixFilePermissions(
                    entry.getParent(),
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
            Files.delete(entry);
        } catch (NoSuchFileException e) {
            // Somebody else removed it: that is what was wanted.
        }
    }
}
