package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** The commits that a mirror has, whichever of its repositories they are in. */
final class MirrorContent {
    private final MirrorRepository objects;
    private final MirrorRepository history;
    private final Asker asker;

    MirrorContent(MirrorRepository objects, MirrorRepository history, Asker asker) {
        this.objects = objects;
        this.history = history;
        this.asker = asker;
    }

    /**
     * The commit with this id, or the one that the tag with this id tags.
     *
     * @throws UnknownRefException if it is something else than a commit
     */
    Optional<Commit> commit(ObjectId id) throws IOException {
        Optional<Commit> found = in(objects, id);
        return found.isPresent() ? found : in(history, id);
    }

    /** The only commit whose id begins so and whose time, if one is given, is that. */
    Optional<Commit> single(String prefix, Optional<Instant> time) throws IOException {
        Set<Commit> found = new HashSet<>();
        for (MirrorRepository place : List.of(objects, history)) {
            if (place.exists()) {
                addBeginning(place, prefix, found);
            }
        }
        found.removeIf(commit -> time.isPresent() && !time.get().equals(commit.committed()));
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /** Whether the history, as far as it was fetched, says that a commit is another or an ancestor of it. */
    boolean isAncestor(ObjectId commit, ObjectId tip) throws IOException {
        if (!history.exists()) {
            return false;
        }
        try (Repository repository = history.open();
                RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(tip));
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private Optional<Commit> in(MirrorRepository place, ObjectId id) throws IOException {
        if (!place.exists()) {
            return Optional.empty();
        }
        try (Repository repository = place.open();
                RevWalk walk = new RevWalk(repository)) {
            RevObject found = walk.peel(walk.parseAny(id));
            if (found instanceof RevCommit commit) {
                return Optional.of(commit(commit));
            }
            throw UnknownRefException.of(asker, id.name() + " is not a commit but a file or directory");
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    private static void addBeginning(MirrorRepository place, String prefix, Set<Commit> found) throws IOException {
        try (Repository repository = place.open();
                ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            for (ObjectId id : reader.resolve(AbbreviatedObjectId.fromString(prefix))) {
                if (walk.parseAny(id) instanceof RevCommit commit) {
                    found.add(commit(commit));
                }
            }
        }
    }

    private static Commit commit(RevCommit commit) {
        return new Commit(commit.getId().copy(), Instant.ofEpochSecond(commit.getCommitTime()));
    }
}
