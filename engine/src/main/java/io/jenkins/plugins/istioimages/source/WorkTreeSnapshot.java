package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;

/**
 * Makes a commit of what a working tree holds now: tracked files as they are, and new files that are not ignored. The
 * user's repository is only read. Author, time and message follow from the commit below it, so that the id names the
 * content: equal trees on equal commits have equal ids.
 */
final class WorkTreeSnapshot {
    private static final String AUTHOR = "istio-images";
    private static final String MESSAGE = "Uncommitted changes of a working tree\n";

    private final Repository user;
    private final Repository cache;
    private final Asker asker;

    /**
     * @param user repository with a working tree
     * @param cache where the objects go; has HEAD's commit already, with its files
     */
    WorkTreeSnapshot(Repository user, Repository cache, Asker asker) {
        this.user = user;
        this.cache = cache;
        this.asker = asker;
    }

    /** The commit, or empty where nothing differs from HEAD. */
    Optional<ObjectId> take(ObjectId head) throws IOException {
        try (ObjectInserter inserter = cache.newObjectInserter();
                RevWalk walk = new RevWalk(cache)) {
            RevCommit below = walk.parseCommit(head);
            ObjectId tree = tree(inserter);
            if (tree.equals(below.getTree())) {
                return Optional.empty();
            }
            CommitBuilder commit = new CommitBuilder();
            PersonIdent author = new PersonIdent(
                    AUTHOR, AUTHOR + "@localhost", Instant.ofEpochSecond(below.getCommitTime()), ZoneOffset.UTC);
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setParentId(head);
            commit.setTreeId(tree);
            commit.setMessage(MESSAGE);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return Optional.of(id);
        }
    }

    private ObjectId tree(ObjectInserter inserter) throws IOException {
        DirCache index = user.readDirCache();
        DirCache result = DirCache.newInCore();
        DirCacheBuilder builder = result.builder();
        try (NameConflictTreeWalk walk = new NameConflictTreeWalk(user)) {
            FileTreeIterator files = new FileTreeIterator(user);
            int indexAt = walk.addTree(new DirCacheIterator(index));
            int filesAt = walk.addTree(files);
            files.setDirCacheIterator(walk, indexAt);
            while (walk.next()) {
                DirCacheIterator tracked = walk.getTree(indexAt, DirCacheIterator.class);
                WorkingTreeIterator file = walk.getTree(filesAt, WorkingTreeIterator.class);
                if (walk.isSubtree() && !isSubmodule(tracked, file)) {
                    if (tracked != null || !file.isEntryIgnored()) {
                        walk.enterSubtree();
                    }
                } else {
                    entry(walk.getPathString(), tracked, file, inserter).ifPresent(builder::add);
                }
            }
        }
        builder.finish();
        return result.writeTree(inserter);
    }

    private static boolean isSubmodule(DirCacheIterator tracked, WorkingTreeIterator file) {
        return tracked != null && tracked.getEntryFileMode().equals(FileMode.GITLINK)
                || file != null && file.getEntryFileMode().equals(FileMode.GITLINK);
    }

    private Optional<DirCacheEntry> entry(
            String path, DirCacheIterator tracked, WorkingTreeIterator file, ObjectInserter inserter)
            throws IOException {
        if (tracked != null && tracked.getDirCacheEntry().getStage() != 0) {
            throw InvalidSourceException.of(
                    asker, user.getWorkTree() + ": " + path + " has unresolved conflicts; resolve them first");
        }
        boolean kept = tracked != null && (tracked.getDirCacheEntry().isSkipWorkTree() || isSubmodule(tracked, file));
        if (kept) {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.copyMetaData(tracked.getDirCacheEntry());
            return Optional.of(entry);
        }
        if (file == null || tracked == null && (file.isEntryIgnored() || isSubmodule(null, file))) {
            return Optional.empty();
        }
        return Optional.of(added(path, tracked, file, inserter));
    }

    private static DirCacheEntry added(
            String path, DirCacheIterator tracked, WorkingTreeIterator file, ObjectInserter inserter)
            throws IOException {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(file.getIndexFileMode(tracked));
        try (InputStream content = file.openEntryStream()) {
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getEntryContentLength(), content));
        }
        return entry;
    }
}
