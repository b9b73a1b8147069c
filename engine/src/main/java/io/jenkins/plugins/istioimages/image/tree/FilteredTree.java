package io.jenkins.plugins.istioimages.image.tree;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A tree without what the ignore rules keep out; directories stay while something in them may be let in again. */
public final class FilteredTree implements FileTree {
    private final FileTree tree;
    private final IgnoreRules rules;

    public FilteredTree(FileTree tree, IgnoreRules rules) {
        this.tree = tree;
        this.rules = rules;
    }

    @Override
    public Optional<TreeNode> find(String path) {
        if (path.isEmpty() || !rules.excludes(path)) {
            return tree.find(path);
        }
        if (!rules.haveExceptions()) {
            return Optional.empty();
        }
        return tree.find(path).filter(TreeNode::isDirectory).filter(node -> !children(path)
                .isEmpty());
    }

    @Override
    public SortedSet<String> children(String path) {
        SortedSet<String> result = new TreeSet<>();
        for (String name : tree.children(path)) {
            if (find(TreePaths.child(path, name)).isPresent()) {
                result.add(name);
            }
        }
        return result;
    }
}
