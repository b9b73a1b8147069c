package io.jenkins.plugins.istioimages.cli.demo;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns the trees of {@code examples} into bare git repositories, so that a demo resolves, clones and builds as a real
 * release does. The same trees give the same commits on every machine, on every day and under every umask.
 *
 * <p>{@code mini-istio} becomes {@code istio.git}, each directory of {@code mini-repositories} a repository of its
 * name. Trees that name other trees' commits (istio.deps, go.mod, WORKSPACE) are committed after them.
 */
public final class DemoRepositories {
    /** The branch of every repository that a release is made from. */
    public static final String BRANCH = "release-1.14";
    /** Tag of the commit before the tip, on which the release before stands. */
    public static final String PREVIOUS = "1.14.4";

    private final Map<String, ExampleTree> trees;

    /**
     * Reads which trees there are.
     *
     * @param examples the directory {@code examples} of this project
     * @throws InputException if it holds no mini-istio
     */
    public DemoRepositories(Path examples) {
        Path istio = examples.resolve("mini-istio");
        if (!Files.isDirectory(istio)) {
            throw new InputException("no " + istio + "; the demo is built from the examples of a source checkout");
        }
        trees = new TreeMap<>();
        trees.put("istio", new ExampleTree("istio", istio));
        try (Stream<Path> others = Files.list(examples.resolve("mini-repositories"))) {
            others.filter(Files::isDirectory).forEach(directory -> {
                String name = directory.getFileName().toString();
                trees.put(name, new ExampleTree(name, directory));
            });
        } catch (IOException e) {
            throw new WorkException("cannot read the examples: " + e.getMessage(), e);
        }
    }

    /**
     * Makes or completes every repository; what is there already and right is left as it is.
     *
     * @param directory that gets {@code <name>.git} for each
     * @return the repositories by name, in alphabetical order
     * @throws WorkException if a tree cannot be read, a repository not written, or two trees name each other
     */
    public Map<String, Path> create(Path directory) {
        Map<String, DemoCommit> commits = new LinkedHashMap<>();
        Map<String, Path> repositories = new TreeMap<>();
        for (String name : trees.keySet()) {
            commit(name, directory, commits, new ArrayList<>());
            repositories.put(name, repository(directory, name));
        }
        return repositories;
    }

    private static Path repository(Path directory, String name) {
        return directory.resolve(name + ".git");
    }

    private DemoCommit commit(String name, Path directory, Map<String, DemoCommit> commits, List<String> path) {
        DemoCommit known = commits.get(name);
        if (known != null) {
            return known;
        }
        ExampleTree tree = trees.get(name);
        if (tree == null || path.contains(name)) {
            throw new WorkException("the example " + path.get(path.size() - 1) + " names the commit of " + name
                    + (tree == null ? ", which is not there" : ", which names its own"));
        }
        path.add(name);
        DemoRepositoryWriter writer =
                new DemoRepositoryWriter(repository(directory, name), other -> commit(other, directory, commits, path));
        DemoCommit made = writer.write(tree);
        path.remove(name);
        commits.put(name, made);
        return made;
    }
}
