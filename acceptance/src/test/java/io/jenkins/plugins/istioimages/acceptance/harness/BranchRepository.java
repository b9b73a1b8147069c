package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/** A git repository of several branches, as people push to it. */
public final class BranchRepository implements AutoCloseable {
    private static final String SOMEBODY = "acceptance";
    private static final String ADDRESS = "acceptance@example.invalid";

    private final Path directory;
    private final Git git;

    private BranchRepository(Path directory, Git git) {
        this.directory = directory;
        this.git = git;
    }

    /** Makes one with files on its first branch. */
    public static BranchRepository create(Path directory, String branch, Map<String, String> files)
            throws IOException, GitAPIException {
        Files.createDirectories(directory);
        Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch(branch)
                .call();
        BranchRepository repository = new BranchRepository(directory, git);
        repository.writeAndCommit(files);
        return repository;
    }

    /** Where it is cloned from. */
    public Path directory() {
        return directory;
    }

    /** A new branch off another one, with one commit more. */
    public void branch(String from, String name, Map<String, String> files) throws IOException, GitAPIException {
        git.checkout().setCreateBranch(true).setStartPoint(from).setName(name).call();
        writeAndCommit(files);
    }

    /** The next commit of a branch. */
    public void commit(String branch, Map<String, String> files) throws IOException, GitAPIException {
        git.checkout().setName(branch).call();
        writeAndCommit(files);
    }

    /** The next commit of a branch: the submodule at a path is at another commit. */
    public void submodule(String branch, String path, ObjectId commit) throws IOException, GitAPIException {
        git.checkout().setName(branch).call();
        DirCache index = git.getRepository().lockDirCache();
        DirCacheEditor editor = index.editor();
        editor.add(new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(FileMode.GITLINK);
                entry.setObjectId(commit);
            }
        });
        if (!editor.commit()) {
            throw new IOException("cannot write the index of " + directory);
        }
        commitIndex("Move " + path);
    }

    /** Tags the tip of a branch. */
    public void tag(String branch, String name) throws IOException, GitAPIException {
        git.checkout().setName(branch).call();
        git.tag().setName(name).setMessage(name).setSigned(false).call();
    }

    @Override
    public void close() {
        git.close();
    }

    private void writeAndCommit(Map<String, String> files) throws IOException, GitAPIException {
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            git.add().addFilepattern(file.getKey()).call();
        }
        commitIndex("Change " + String.join(", ", new TreeMap<>(files).keySet()));
    }

    private void commitIndex(String message) throws GitAPIException {
        git.commit()
                .setAuthor(SOMEBODY, ADDRESS)
                .setCommitter(SOMEBODY, ADDRESS)
                .setMessage(message)
                .setSign(false)
                .call();
    }
}
