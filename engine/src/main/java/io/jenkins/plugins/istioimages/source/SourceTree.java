package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Small files of a commit, read from the cache. */
final class SourceTree {
    private static final int MAX_FILE = 4 << 20;

    private final Mirror mirror;
    private final Asker asker;
    private final String name;
    private final Commit commit;

    /** @param name of the dependency whose tree it is */
    SourceTree(Mirror mirror, Asker asker, String name, Commit commit) {
        this.mirror = mirror;
        this.asker = asker;
        this.name = name;
        this.commit = commit;
    }

    /** {@code istio@86c9f01fd73a}. */
    String label() {
        return name + "@" + commit.shortSha();
    }

    /** A text file at the top of the tree; empty if there is none. */
    Optional<SourceText> file(String path) {
        mirror.fetch(commit.id());
        try (Repository repository = mirror.open();
                RevWalk walk = new RevWalk(repository);
                TreeWalk file = TreeWalk.forPath(
                        repository, path, walk.parseCommit(commit.id()).getTree())) {
            if (file == null || (file.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return Optional.empty();
            }
            ObjectLoader loader = repository.open(file.getObjectId(0));
            if (loader.getSize() > MAX_FILE) {
                throw new GitException(asker, label() + ":" + path + " is larger than 4 MiB", null);
            }
            String text = new String(loader.getBytes(MAX_FILE), StandardCharsets.UTF_8);
            return Optional.of(new SourceText(label() + ":" + path, text.replace("\r\n", "\n")));
        } catch (IOException e) {
            throw new GitException(asker, label() + ":" + path + " cannot be read from the source cache: " + e, e);
        }
    }
}
