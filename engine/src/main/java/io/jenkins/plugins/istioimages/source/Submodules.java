package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Reads the submodules of a repository in the commit that is checked out (gitmodules(5)); none of them needs to be cloned.
 */
public final class Submodules {
    private static final int MAX_FILE = 1 << 20;
    private static final String SECTION = "submodule";

    private final Repository repository;
    private final RevTree tree;

    private Submodules(Repository repository, RevTree tree) {
        this.repository = repository;
        this.tree = tree;
    }

    /**
     * Reads them.
     *
     * @param directory somewhere in a working tree
     * @return in the order of {@code .gitmodules}; empty where there are none, no commit, or no repository
     * @throws InputException if the repository or its {@code .gitmodules} cannot be read
     */
    public static List<Submodule> of(Path directory) {
        FileRepositoryBuilder builder = new FileRepositoryBuilder()
                .findGitDir(directory.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            return List.of();
        }
        try (Repository repository = builder.setMustExist(true).build();
                RevWalk walk = new RevWalk(repository)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            return head == null
                    ? List.of()
                    : new Submodules(repository, walk.parseCommit(head).getTree()).read();
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(
                    "cannot read the submodules of the git repository of '" + directory + "': " + e.getMessage(), e);
        }
    }

    private List<Submodule> read() throws IOException {
        String text = modules();
        Config config = new Config();
        try {
            config.fromText(text);
        } catch (ConfigInvalidException e) {
            throw new InputException(Constants.DOT_GIT_MODULES + " cannot be read: " + e.getMessage(), e);
        }
        List<Submodule> found = new ArrayList<>();
        for (String name : config.getSubsections(SECTION)) {
            SourceText source = new SourceText(Constants.DOT_GIT_MODULES, text);
            SourceLocation location = source.at(Math.max(0, text.indexOf("\"" + name + "\"")));
            String path = config.getString(SECTION, name, "path");
            String url = config.getString(SECTION, name, "url");
            if (path == null || url == null) {
                throw new InputException(
                        location + ": submodule '" + name + "' has no " + (path == null ? "path" : "url"));
            }
            Optional<ObjectId> commit = commit(path);
            if (commit.isPresent()) {
                found.add(new Submodule(
                        name,
                        path,
                        absolute(url),
                        branch(config.getString(SECTION, name, "branch")),
                        commit.get().name(),
                        location));
            }
        }
        return List.copyOf(found);
    }

    private String modules() throws IOException {
        try (TreeWalk file = TreeWalk.forPath(repository, Constants.DOT_GIT_MODULES, tree)) {
            if (file == null || (file.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
                return "";
            }
            ObjectLoader loader = repository.open(file.getObjectId(0));
            return new String(loader.getBytes(MAX_FILE), StandardCharsets.UTF_8);
        }
    }

    /** An entry of .gitmodules whose submodule was never added counts for nothing, as in git. */
    private Optional<ObjectId> commit(String path) throws IOException {
        try (TreeWalk entry = TreeWalk.forPath(repository, path, tree)) {
            return entry == null || entry.getFileMode(0) != FileMode.GITLINK
                    ? Optional.empty()
                    : Optional.of(entry.getObjectId(0));
        }
    }

    /** A dot means the branch of the repository itself. */
    private Optional<String> branch(String written) throws IOException {
        return ".".equals(written) ? Optional.of(repository.getBranch()) : Optional.ofNullable(written);
    }

    private String absolute(String url) throws IOException {
        return url.startsWith("./") || url.startsWith("../")
                ? SubmoduleWalk.getSubmoduleRemoteUrl(repository, url)
                : url;
    }
}
