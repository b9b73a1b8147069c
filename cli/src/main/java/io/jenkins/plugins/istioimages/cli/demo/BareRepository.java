package io.jenkins.plugins.istioimages.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/** An empty bare repository that is either there whole or not at all. */
final class BareRepository {
    private BareRepository() {}

    /** Opens a repository that is there. */
    static Repository open(Path gitDir) throws IOException {
        return new FileRepositoryBuilder().setBare().setGitDir(gitDir.toFile()).build();
    }

    /** Makes the repository unless it is there: beside it first, so that a run cut here leaves nothing half made. */
    static void ensure(Path gitDir) throws IOException {
        if (Files.exists(gitDir)) {
            return;
        }
        Files.createDirectories(gitDir.toAbsolutePath().getParent());
        Path unfinished = Files.createTempDirectory(gitDir.toAbsolutePath().getParent(), ".unfinished");
        try {
            fill(unfinished.resolve("git"));
            Files.move(unfinished.resolve("git"), gitDir, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another run may have been faster; its repository is as good.
            if (!Files.exists(gitDir.resolve(Constants.HEAD))) {
                throw e;
            }
        } finally {
            FileUtils.delete(unfinished.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY);
        }
    }

    private static void fill(Path gitDir) throws IOException {
        try (Repository repository = open(gitDir)) {
            repository.create(true);
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + Constants.MASTER);
            StoredConfig config = repository.getConfig();
            // As the big hosts do: a commit can be asked for by its name alone.
            config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
            config.save();
        }
    }
}
