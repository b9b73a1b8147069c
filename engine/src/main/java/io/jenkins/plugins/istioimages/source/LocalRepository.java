package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Opens repositories on this machine: bare ones, working trees, and working trees that are linked to a repository. */
final class LocalRepository {
    private LocalRepository() {}

    /**
     * Opens the repository that a directory is.
     *
     * @throws RepositoryNotFoundException if it is none
     */
    static Repository open(Path directory, Asker asker) {
        if (!Files.isDirectory(directory)) {
            throw RepositoryNotFoundException.of(
                    asker, "there is no directory " + directory + "; give the path of a git repository");
        }
        try {
            if (Files.exists(directory.resolve(Constants.DOT_GIT))) {
                return new FileRepositoryBuilder()
                        .setWorkTree(directory.toFile())
                        .setMustExist(true)
                        .build();
            }
            if (RepositoryCache.FileKey.isGitRepository(directory.toFile(), FS.DETECTED)) {
                return new FileRepositoryBuilder()
                        .setGitDir(directory.toFile())
                        .setMustExist(true)
                        .build();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw RepositoryNotFoundException.of(
                    asker, directory + " cannot be opened as a git repository: " + e.getMessage());
        }
        throw RepositoryNotFoundException.of(
                asker,
                directory + " is not a git repository; give the directory that holds .git, or a bare repository");
    }
}
