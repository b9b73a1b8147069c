package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A bare repository in the cache: made whole or not at all, and cleared of what a process that died in the middle of
 * writing left in it. Only the holder of the mirror's lock may call {@link #create} and {@link #clear}.
 */
final class MirrorRepository {
    private final Path directory;

    MirrorRepository(Path directory) {
        this.directory = directory;
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** To be closed by the caller. */
    Repository open() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    /** Makes the repository, unless it is there. */
    void create() throws IOException {
        if (exists()) {
            clear();
            return;
        }
        Path fresh = Files.createTempDirectory(directory.getParent(), "new-");
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(fresh.toFile()).setBare().build()) {
            repository.create(true);
            StoredConfig config = repository.getConfig();
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "logAllRefUpdates", false);
            keepEverything(config);
            config.save();
        }
        try {
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Trees.delete(fresh);
        }
    }

    /**
     * JGit would collect garbage after a fetch, in a thread that outlives the mirror's lock, and take commits that are
     * here without a ref for garbage.
     */
    private static void keepEverything(StoredConfig config) {
        config.setInt("gc", null, "auto", 0);
        config.setInt("gc", null, "autoPackLimit", 0);
        config.setBoolean("gc", null, "autoDetach", false);
    }

    /** Lock files and half packs belong to nobody: whoever writes here holds the mirror's lock. */
    private void clear() throws IOException {
        for (Path place : List.of(directory, directory.resolve("refs"))) {
            try (Stream<Path> files = Files.walk(place, place.equals(directory) ? 1 : Integer.MAX_VALUE)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".lock")).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        for (Path place : List.of(directory.resolve("objects"), directory.resolve("objects/pack"))) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith("incoming_"))
                        .toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
