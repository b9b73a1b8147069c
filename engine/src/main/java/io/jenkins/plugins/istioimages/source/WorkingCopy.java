package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/** A working copy as it should be: how to make one, and how to tell whether a directory is one. */
final class WorkingCopy {
    /** In .git; written last, it says that all the rest was written, and of what. */
    private static final String MARKER = "istio-images";

    private final ResolvedSource source;
    private final String version;
    private final ObjectId commit;

    WorkingCopy(ResolvedSource source, String version) {
        this.source = source;
        this.version = version;
        this.commit = ObjectId.fromString(source.sha());
    }

    /** Whether the directory was made here, whatever became of it. */
    static boolean isOurs(Path directory) {
        return Files.isRegularFile(directory.resolve(Constants.DOT_GIT).resolve(MARKER));
    }

    /** Whether the directory is what {@link #make} would make, without looking into files whose time and size fit. */
    boolean isAt(Path directory) throws IOException {
        if (!isOurs(directory) || !Files.readString(marker(directory)).equals(identity())) {
            return false;
        }
        try (Repository repository = open(directory)) {
            Ref head = repository.exactRef(Constants.HEAD);
            Ref tag = repository.exactRef(Constants.R_TAGS + version);
            return head != null
                    && commit.equals(head.getObjectId())
                    && tag != null
                    && commit.equals(tag.getObjectId())
                    && isPristine(repository);
        } catch (IOException | RuntimeException e) {
            // A repository that cannot be read is one that has to be made again.
            return false;
        }
    }

    /** Makes it in a directory that does not exist. */
    void make(Repository from, Path directory) throws IOException {
        try (Repository repository = open(directory)) {
            repository.create();
            configure(repository);
            Packs.copyWhole(from, repository, commit);
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit parsed = walk.parseCommit(commit);
                if (parsed.getParentCount() > 0) {
                    Files.writeString(directory.resolve(Constants.DOT_GIT).resolve("shallow"), commit.name() + "\n");
                }
                point(repository, Constants.HEAD);
                point(repository, Constants.R_TAGS + version);
                Interrupts.check();
                NameableFiles.here().check(source, repository, parsed.getTree());
                DirCache index = repository.lockDirCache();
                DirCacheCheckout checkout = new DirCacheCheckout(repository, index, parsed.getTree());
                checkout.setFailOnConflict(true);
                checkout.checkout();
                new FileStamps(directory, source.committed()).apply(repository);
            }
        }
        Files.writeString(marker(directory), identity(), StandardCharsets.UTF_8);
    }

    private void point(Repository repository, String name) throws IOException {
        RefUpdate update = repository.updateRef(name, true);
        update.setNewObjectId(commit);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("cannot set " + name + ": " + result);
        }
    }

    /**
     * The user's own configuration must not change what is written. JGit's index has no ctime and no inode, so git is
     * told to compare modification time and size; otherwise it takes every file for changed.
     */
    private void configure(Repository repository) throws IOException {
        StoredConfig config = repository.getConfig();
        config.setBoolean("core", null, "filemode", true);
        config.setBoolean("core", null, "symlinks", true);
        config.setBoolean("core", null, "autocrlf", false);
        config.setString("core", null, "eol", "lf");
        config.setBoolean("core", null, "trustctime", false);
        config.setString("core", null, "checkstat", "minimal");
        config.setBoolean("core", null, "logallrefupdates", false);
        config.setBoolean("advice", null, "detachedHead", false);
        config.setInt("gc", null, "auto", 0);
        config.setString("remote", "origin", "url", source.git());
        config.save();
    }

    private static boolean isPristine(Repository repository) throws IOException {
        IndexDiff diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
        boolean changed = diff.diff();
        return !changed
                && diff.getUntracked().isEmpty()
                && diff.getIgnoredNotInIndex().isEmpty();
    }

    private static Repository open(Path directory) throws IOException {
        return new FileRepositoryBuilder()
                .setWorkTree(directory.toFile())
                .setGitDir(directory.resolve(Constants.DOT_GIT).toFile())
                .build();
    }

    private static Path marker(Path directory) {
        return directory.resolve(Constants.DOT_GIT).resolve(MARKER);
    }

    private String identity() {
        return String.join("\n", List.of("1", source.sha(), version, source.git(), ""));
    }
}
