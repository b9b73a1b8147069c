package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;

/** Gives the files of a working copy modes that do not depend on the umask, and the time of the commit. */
final class FileStamps {
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    /** A file as young as the index would have to be read again by git to know that it is unchanged. */
    private static final Duration OLDER_THAN_INDEX = Duration.ofSeconds(2);

    private final Path root;
    private final Instant time;

    FileStamps(Path root, Instant committed) {
        this.root = root;
        Instant latest = Instant.now().minus(OLDER_THAN_INDEX);
        this.time = committed.isBefore(latest) ? committed : Instant.ofEpochSecond(latest.getEpochSecond());
    }

    /** Sets modes and times, and notes the times in the index. */
    void apply(Repository repository) throws IOException {
        DirCache index = repository.lockDirCache();
        try {
            Set<Path> directories = new HashSet<>();
            for (int i = 0; i < index.getEntryCount(); i++) {
                DirCacheEntry entry = index.getEntry(i);
                Path file = root.resolve(entry.getPathString());
                addParents(file, directories);
                if (entry.getFileMode().equals(FileMode.GITLINK)) {
                    directories.add(file);
                } else if (!entry.getFileMode().equals(FileMode.SYMLINK)) {
                    boolean executable = entry.getFileMode().equals(FileMode.EXECUTABLE_FILE);
                    Files.setPosixFilePermissions(file, executable ? EXECUTABLE : PLAIN);
                    Files.setLastModifiedTime(file, FileTime.from(time));
                    entry.setLastModified(time);
                }
            }
            for (Path directory : directories) {
                Files.setPosixFilePermissions(directory, EXECUTABLE);
            }
            index.write();
            if (!index.commit()) {
                throw new IOException("cannot write the index of " + root);
            }
        } finally {
            index.unlock();
        }
    }

    private void addParents(Path file, Set<Path> directories) {
        Path parent = file.getParent();
        while (parent != null && parent.startsWith(root) && directories.add(parent)) {
            parent = parent.getParent();
        }
    }
}
