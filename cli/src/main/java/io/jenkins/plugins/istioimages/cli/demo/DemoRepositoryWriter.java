package io.jenkins.plugins.istioimages.cli.demo;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/**
 * Writes one tree as a bare repository with a history of two commits: the release before, of which only the licence and
 * the read-me are told, and the tip.
 */
final class DemoRepositoryWriter {
    /** Fixed, like the author: commits are equal wherever and whenever they are made. */
    private static final Instant TIP = Instant.parse("2022-10-12T08:11:00Z");

    private static final Instant BEFORE = TIP.minus(Duration.ofDays(30));

    private final Path gitDir;
    private final Function<String, DemoCommit> commits;

    /**
     * For one repository.
     *
     * @param gitDir the bare repository, made if it is not there
     * @param commits tips of the repositories that the tree names
     */
    DemoRepositoryWriter(Path gitDir, Function<String, DemoCommit> commits) {
        this.gitDir = gitDir;
        this.commits = commits;
    }

    /**
     * Commits a tree.
     *
     * @return the tip
     * @throws WorkException if the tree cannot be read or the repository not be written
     */
    DemoCommit write(ExampleTree tree) {
        try {
            BareRepository.ensure(gitDir);
            try (Repository repository = BareRepository.open(gitDir);
                    ObjectInserter objects = repository.newObjectInserter()) {
                return write(repository, objects, tree);
            }
        } catch (IOException e) {
            throw new WorkException("cannot write " + gitDir + ": " + e.getMessage(), e);
        }
    }

    private DemoCommit write(Repository repository, ObjectInserter objects, ExampleTree tree) throws IOException {
        SortedMap<String, Path> files = tree.files();
        ObjectId before =
                commit(objects, only(files, "LICENSE", "README.md"), BEFORE, "Release " + DemoRepositories.PREVIOUS);
        ObjectId tip = commit(objects, files, TIP, "Lay the tree of " + tree.name(), before);
        ObjectId tag = tag(objects, before);
        // Refs last: they never name what is not there.
        objects.flush();
        update(repository, Constants.R_TAGS + DemoRepositories.PREVIOUS, tag);
        update(repository, Constants.R_TAGS + "v" + DemoRepositories.PREVIOUS, before);
        update(repository, Constants.R_HEADS + DemoRepositories.BRANCH, tip);
        update(repository, Constants.R_HEADS + Constants.MASTER, tip);
        return new DemoCommit(tip.name(), TIP);
    }

    private static SortedMap<String, Path> only(SortedMap<String, Path> files, String... names) {
        SortedMap<String, Path> some = new TreeMap<>();
        for (String name : names) {
            if (files.containsKey(name)) {
                some.put(name, files.get(name));
            }
        }
        return some;
    }

    private ObjectId commit(
            ObjectInserter objects, SortedMap<String, Path> files, Instant time, String message, ObjectId... parents)
            throws IOException {
        DirCacheBuilder index = DirCache.newInCore().builder();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            index.add(entry(objects, file.getKey(), file.getValue()));
        }
        index.finish();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(index.getDirCache().writeTree(objects));
        commit.setParentIds(parents);
        commit.setAuthor(author(time));
        commit.setCommitter(author(time));
        commit.setMessage(message + "\n");
        return objects.insert(commit);
    }

    private DirCacheEntry entry(ObjectInserter objects, String path, Path file) throws IOException {
        DirCacheEntry entry = new DirCacheEntry(path);
        byte[] content;
        if (Files.isSymbolicLink(file)) {
            entry.setFileMode(FileMode.SYMLINK);
            content = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
        } else {
            content = Files.readAllBytes(file);
            // Told by the content: mode bits differ with the umask and the file system of the checkout.
            boolean script = content.length > 2 && content[0] == '#' && content[1] == '!';
            entry.setFileMode(script ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
            if (Placeholders.areIn(path)) {
                content = Placeholders.filled(content, commits);
            }
        }
        entry.setObjectId(objects.insert(Constants.OBJ_BLOB, content));
        return entry;
    }

    private static ObjectId tag(ObjectInserter objects, ObjectId commit) throws IOException {
        TagBuilder tag = new TagBuilder();
        tag.setTag(DemoRepositories.PREVIOUS);
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTagger(author(BEFORE));
        tag.setMessage("Istio release " + DemoRepositories.PREVIOUS + "\n");
        return objects.insert(tag);
    }

    private static PersonIdent author(Instant time) {
        return new PersonIdent("mini-istio", "mini-istio@example.com", time, ZoneOffset.UTC);
    }

    private static void update(Repository repository, String ref, ObjectId target) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(target);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        switch (result) {
            case NEW, NO_CHANGE, FORCED, FAST_FORWARD -> {}
            default -> throw new IOException(ref + " could not be set: " + result);
        }
    }
}
