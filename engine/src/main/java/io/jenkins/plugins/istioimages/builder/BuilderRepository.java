package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The git repository that a directory of builder images stands in; it is only read. */
public final class BuilderRepository implements AutoCloseable {
    private final Path directory;
    private final Repository repository;

    private BuilderRepository(Path directory, Repository repository) {
        this.directory = directory;
        this.repository = repository;
    }

    /**
     * A commit.
     *
     * @param sha full id
     * @param committed committer time
     */
    public record Head(String sha, Instant committed) {}

    /**
     * Finds the repository of a directory.
     *
     * @throws InputException if it stands in none
     */
    public static BuilderRepository of(Path directory) {
        Supplier<InputException> none = () -> new InputException("'" + directory
                + "' is not in the working tree of a git repository, which tells what has changed and the commit that"
                + " immutable tags name");
        try {
            Path real = directory.toRealPath();
            FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
            if (builder.getGitDir() == null) {
                throw none.get();
            }
            Repository found = builder.setMustExist(true).build();
            if (found.isBare() || !real.startsWith(found.getWorkTree().toPath().toRealPath())) {
                found.close();
                throw none.get();
            }
            return new BuilderRepository(real, found);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("cannot read the git repository of '" + directory + "': " + e.getMessage(), e);
        }
    }

    /** The directory's path from the top, with slashes; empty for the top itself. */
    public String prefix() {
        return attempt(() -> repository
                .getWorkTree()
                .toPath()
                .toRealPath()
                .relativize(directory)
                .toString()
                .replace('\\', '/'));
    }

    /**
     * What is checked out.
     *
     * @throws InputException if there is no commit yet
     */
    public Head head() {
        return attempt(() -> {
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit commit = walk.parseCommit(commit("HEAD"));
                return new Head(commit.name(), Instant.ofEpochSecond(commit.getCommitTime()));
            }
        });
    }

    /**
     * The commit that the directory is as it stands, for tags that name it.
     *
     * @throws InputException if a file of the directory is not committed as it is
     */
    public Head cleanHead() {
        SortedSet<String> uncommitted = uncommitted();
        if (!uncommitted.isEmpty()) {
            throw new InputException("the immutable tag names a commit, and "
                    + uncommitted.stream().limit(5).collect(Collectors.joining(", "))
                    + (uncommitted.size() > 5 ? " and " + (uncommitted.size() - 5) + " more" : "")
                    + " are not committed as they are; commit them, or set the moving tag alone");
        }
        return head();
    }

    /** Files of the directory that are not as they stand in {@link #head}: changed, new or gone; sorted. */
    public SortedSet<String> uncommitted() {
        return attempt(() -> {
            try (Git git = new Git(repository)) {
                var command = git.status();
                if (!prefix().isEmpty()) {
                    command.addPath(prefix());
                }
                Status status = command.call();
                SortedSet<String> changed = new TreeSet<>(status.getUncommittedChanges());
                changed.addAll(status.getUntracked());
                return changed;
            } catch (GitAPIException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    /**
     * Paths that differ between two commits, also of files that are gone; sorted.
     *
     * @param from a commit, branch or tag
     * @param to another one
     * @throws InputException if one is not there
     */
    public SortedSet<String> changed(String from, String to) {
        return attempt(() -> {
            try (ObjectReader reader = repository.newObjectReader();
                    RevWalk revisions = new RevWalk(reader);
                    TreeWalk walk = new TreeWalk(repository, reader)) {
                walk.setRecursive(true);
                walk.setFilter(TreeFilter.ANY_DIFF);
                walk.addTree(revisions.parseCommit(commit(from)).getTree());
                walk.addTree(revisions.parseCommit(commit(to)).getTree());
                SortedSet<String> paths = new TreeSet<>();
                DiffEntry.scan(walk).forEach(entry -> {
                    paths.add(entry.getOldPath());
                    paths.add(entry.getNewPath());
                });
                paths.remove(DiffEntry.DEV_NULL);
                return paths;
            }
        });
    }

    /**
     * The commit at which a branch of the remote {@code origin} and what is checked out went separate ways.
     *
     * @return its full id; empty where the branch was not fetched, or too little of the history was
     */
    public Optional<String> forkOf(String branch) {
        return attempt(() -> {
            ObjectId theirs = repository.resolve(Constants.R_REMOTES + "origin/" + branch);
            ObjectId ours = repository.resolve(Constants.HEAD);
            if (theirs == null || ours == null) {
                return Optional.empty();
            }
            try (RevWalk walk = new RevWalk(repository)) {
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(walk.parseCommit(theirs));
                walk.markStart(walk.parseCommit(ours));
                return Optional.ofNullable(walk.next()).map(RevCommit::getName);
            }
        });
    }

    private ObjectId commit(String revision) throws IOException {
        try {
            ObjectId id = repository.resolve(revision + "^{commit}");
            if (id == null) {
                throw new InputException("there is no commit '" + revision + "' in the repository of " + directory);
            }
            return id;
        } catch (RevisionSyntaxException e) {
            throw new InputException("'" + revision + "' names no commit: " + e.getMessage(), e);
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T attempt(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new InputException("cannot read the git repository of " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
