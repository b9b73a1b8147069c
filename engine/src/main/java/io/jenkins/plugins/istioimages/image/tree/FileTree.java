package io.jenkins.plugins.istioimages.image.tree;

import java.util.Optional;
import java.util.SortedSet;

/** A tree that can be looked into. Paths have no leading slash; the root is the empty string. */
public interface FileTree {
    /** What is at a path, symbolic links not followed. */
    Optional<TreeNode> find(String path);

    /** Names in a directory; empty for everything else. */
    SortedSet<String> children(String path);
}
