package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * What this machine has of one repository, kept between runs and shared by all processes.
 *
 * <p>{@code objects.git} holds single commits with their files and without their parents, as they were needed.
 * {@code history.git} holds all branches and tags, without files where the server can leave them out; it is made when
 * a question needs it: is this commit on that branch, which commit has this short id. {@code all.git} holds everything
 * and is made only for servers that do not hand out a commit by its id. Readers need no lock: objects are
 * only ever added, and a commit's files are read after the mark that says it is whole. Writers hold the lock.
 */
final class Mirror {
    private final Path directory;
    private final GitUrl url;
    private final GitAccess access;
    private final SourceListener listener;
    private final Asker asker;
    private final MirrorRepository objects;
    private final MirrorRepository history;
    private final MirrorRepository all;
    private final MirrorContent content;
    private final MirrorFacts facts;

    Mirror(Path directory, GitUrl url, GitAccess access, SourceListener listener, Asker asker) {
        this.directory = directory;
        this.url = url;
        this.access = access;
        this.listener = listener;
        this.asker = asker;
        this.objects = new MirrorRepository(directory.resolve("objects.git"));
        this.history = new MirrorRepository(directory.resolve("history.git"));
        this.all = new MirrorRepository(directory.resolve("all.git"));
        this.content = new MirrorContent(objects, history, asker);
        this.facts = new MirrorFacts(directory.resolve("facts"));
    }

    GitUrl url() {
        return url;
    }

    /** Asks the server. */
    RemoteRefs refs(List<String> prefixes) {
        return remote("its branches and tags").refs(prefixes);
    }

    /**
     * The commit with this id, or the one that the tag with this id tags. The server is asked only if it is not here.
     *
     * @throws UnknownRefException if the repository does not have it
     */
    Commit commit(ObjectId id) {
        return reading(() -> {
            Optional<Commit> known = content.commit(id);
            if (known.isPresent()) {
                return known.get();
            }
            return writing(() -> {
                if (content.commit(id).isEmpty()) {
                    fetchCommit(id);
                }
                return content.commit(id)
                        .orElseThrow(() -> UnknownRefException.of(
                                asker, url + " has no commit " + id.name() + "; was it pushed?"));
            });
        });
    }

    /** Whether {@link #commit} can be answered without the server. */
    boolean has(ObjectId id) {
        return reading(() -> content.commit(id).isPresent());
    }

    /** Brings a commit's files, unless they are here. */
    void fetch(ObjectId commit) {
        reading(() -> {
            if (!isWhole(commit)) {
                writing(() -> {
                    if (!isWhole(commit)) {
                        fetchWhole(commit);
                    }
                    return null;
                });
            }
            return null;
        });
    }

    /** Writes a commit and its files. */
    @FunctionalInterface
    interface Filler {
        void fill(Repository repository) throws IOException;
    }

    /**
     * Puts a commit with its files in, which comes from elsewhere than the server.
     *
     * @param branch that it is known to be on
     * @param filler called where it is not here already
     */
    void put(ObjectId commit, Optional<String> branch, Filler filler) {
        reading(() -> writing(() -> {
            if (!isWhole(commit)) {
                objects.create();
                try (Repository repository = objects.open()) {
                    filler.fill(repository);
                    if (!WholeCommits.isWhole(repository, commit)) {
                        throw new GitException(asker, "not all files of commit " + commit.name() + " came", null);
                    }
                    WholeCommits.mark(repository, commit);
                }
            }
            if (branch.isPresent()) {
                facts.reached(commit.name(), branch.get());
            }
            return null;
        }));
    }

    /** Opens what holds the files of a commit that was fetched; to be closed by the caller. */
    Repository open() {
        return reading(objects::open);
    }

    /**
     * The commit whose id begins so.
     *
     * @param time of the commit, where it is known
     * @throws UnknownRefException if none or several do
     */
    Commit abbreviated(String prefix, Optional<Instant> time) {
        return reading(() -> {
            Optional<Commit> known = content.single(prefix, time);
            if (known.isPresent()) {
                return known.get();
            }
            fetchHistory(Optional.empty());
            return content.single(prefix, time)
                    .orElseThrow(() -> UnknownRefException.of(
                            asker, url + " has no single commit whose id begins with " + prefix));
        });
    }

    /**
     * Whether a commit is the tip of a branch or tag or one of its ancestors.
     *
     * @param ref full name of the branch or tag
     */
    boolean isReachable(Commit commit, String ref, ObjectId tip) {
        return reading(() -> {
            boolean reached = commit.id().equals(tip) || content.isAncestor(commit.id(), tip);
            if (!reached) {
                fetchHistory(Optional.of(ref));
                reached = content.isAncestor(commit.id(), tip);
            }
            if (reached && !facts.isReached(commit.sha(), shortName(ref))) {
                writing(() -> {
                    facts.reached(commit.sha(), shortName(ref));
                    return null;
                });
            }
            return reached;
        });
    }

    /** Whether {@link #isReachable} was answered with yes once, for this commit that is here. */
    boolean wasReachable(ObjectId commit, String branch) {
        return reading(() -> content.commit(commit).isPresent() && facts.isReached(commit.name(), branch));
    }

    /** Where a tag was when it was last seen. */
    Optional<String> seenTag(String name) {
        return reading(() -> facts.tag(name));
    }

    void sawTag(String name, Optional<ObjectId> commit) {
        Optional<String> sha = commit.map(ObjectId::name);
        reading(() -> facts.tag(name).equals(sha)
                ? null
                : writing(() -> {
                    facts.tag(name, sha);
                    return null;
                }));
    }

    /**
     * Keeps what a working tree holds as a commit.
     *
     * @param user repository of the working tree
     * @return the commit; empty where nothing differs from {@code head}
     */
    Optional<Commit> snapshot(Repository user, ObjectId head) {
        fetch(head);
        Optional<ObjectId> changes = reading(() -> writing(() -> {
            objects.create();
            try (Repository repository = objects.open()) {
                Optional<ObjectId> taken = new WorkTreeSnapshot(user, repository, asker).take(head);
                if (taken.isPresent()) {
                    facts.snapshot(taken.get().name());
                    WholeCommits.mark(repository, taken.get());
                }
                return taken;
            }
        }));
        return changes.map(this::commit);
    }

    /** Whether a commit is what {@link #snapshot} made. */
    boolean isSnapshot(ObjectId commit) {
        return reading(() -> facts.isSnapshot(commit.name()));
    }

    boolean isWhole(ObjectId commit) throws IOException {
        if (!objects.exists()) {
            return false;
        }
        try (Repository repository = objects.open()) {
            return WholeCommits.isMarked(repository, commit);
        }
    }

    private void fetchCommit(ObjectId id) throws IOException {
        Remote remote = remote("commit " + id.name());
        objects.create();
        try (Repository repository = objects.open()) {
            if (remote.fetch(repository, id, false)) {
                return;
            }
        }
        fetchHistory(history, Optional.empty(), false);
    }

    private void fetchWhole(ObjectId commit) throws IOException {
        objects.create();
        try (Repository repository = objects.open()) {
            if (!repository.getObjectDatabase().has(commit) || !WholeCommits.isWhole(repository, commit)) {
                listener.event("fetching commit " + commit.name().substring(0, 12) + " of " + url);
                if (!remote("commit " + commit.name()).fetch(repository, commit, true)) {
                    copyFromAll(repository, commit);
                }
                if (!WholeCommits.isWhole(repository, commit)) {
                    throw new GitException(asker, url + " did not send all files of commit " + commit.name(), null);
                }
            }
            WholeCommits.mark(repository, commit);
        } catch (MissingObjectException e) {
            throw UnknownRefException.of(asker, url + " has no commit " + commit.name() + "; was it pushed?");
        }
    }

    private void fetchHistory(Optional<String> ref) throws IOException {
        writing(() -> {
            fetchHistory(history, ref, false);
            return null;
        });
    }

    private void copyFromAll(Repository into, ObjectId commit) throws IOException {
        fetchHistory(all, Optional.empty(), true);
        try (Repository everything = all.open()) {
            Packs.copyWhole(everything, into, commit);
        }
    }

    private void fetchHistory(MirrorRepository place, Optional<String> ref, boolean withFiles) throws IOException {
        String part = ref.map(Mirror::shortName).map(name -> " of " + name).orElse("");
        listener.event("fetching the history" + part + " of " + url);
        Remote remote = remote("its history");
        place.create();
        try (Repository repository = place.open()) {
            remote.fetchHistory(repository, ref, withFiles);
        }
    }

    private static String shortName(String ref) {
        return Repository.shortenRefName(ref);
    }

    /** @throws GitException if the network is not to be used and would be */
    private Remote remote(String what) {
        if (url.local().isPresent()) {
            return new LocalRemote(url.local().get(), asker);
        }
        if (access.offline()) {
            throw new GitException(asker, "offline, and the source cache does not have " + what + " of " + url, null);
        }
        return new WireRemote(url, access, asker);
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T writing(Step<T> step) throws IOException {
        Files.createDirectories(directory);
        Runnable waiting = () -> listener.event("waiting for another process that fetches " + url);
        MirrorLock lock = MirrorLock.acquire(directory.resolve("lock"), waiting);
        try {
            return step.run();
        } finally {
            lock.close();
        }
    }

    private <T> T reading(Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("cancelled while working with the source cache", e);
            }
            throw unusable(e);
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            // What JGit makes of damaged files.
            throw unusable(e);
        }
    }

    private GitException unusable(Exception e) {
        return new GitException(
                asker, "the source cache in " + directory + " cannot be used (delete it to start anew): " + e, e);
    }
}
