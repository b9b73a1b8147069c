package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Which commits a repository of the cache has with all their files. The mark is a ref that is written last, so that
 * what a fetch that was cut left behind is never taken for a whole commit.
 */
final class WholeCommits {
    private static final String MARK = "refs/whole/";

    private WholeCommits() {}

    static boolean isMarked(Repository repository, ObjectId commit) throws IOException {
        return repository.exactRef(MARK + commit.name()) != null;
    }

    static void mark(Repository repository, ObjectId commit) throws IOException {
        RefUpdate update = repository.updateRef(MARK + commit.name());
        update.setNewObjectId(commit);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        if (result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.NO_CHANGE
                && result != RefUpdate.Result.FORCED) {
            throw new IOException("cannot mark commit " + commit.name() + " as whole: " + result);
        }
    }

    /** Looks whether every file and directory of the commit is there; submodules are other repositories. */
    static boolean isWhole(Repository repository, ObjectId commit) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk commits = new RevWalk(reader);
                TreeWalk files = new TreeWalk(reader)) {
            RevCommit parsed = commits.parseCommit(commit);
            files.addTree(parsed.getTree());
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0) != FileMode.GITLINK && !reader.has(files.getObjectId(0))) {
                    return false;
                }
            }
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }
}
