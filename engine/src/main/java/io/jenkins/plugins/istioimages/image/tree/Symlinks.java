package io.jenkins.plugins.istioimages.image.tree;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** Follows symbolic links inside a tree, as a process does whose root is the tree's. */
public final class Symlinks {
    /** As in Linux (path_resolution(7)). */
    private static final int MAX_LINKS = 40;

    private Symlinks() {}

    /**
     * The path with every link replaced that is known; components that do not exist stay as they are.
     *
     * @return empty if links go in a circle
     */
    public static Optional<String> resolve(FileTree tree, String path) {
        Deque<String> left =
                new ArrayDeque<>(Arrays.asList(TreePaths.clean(path).split("/", -1)));
        String done = "";
        int links = 0;
        while (!left.isEmpty()) {
            String component = left.pollFirst();
            if (component.isEmpty() || component.equals(".")) {
                continue;
            }
            if (component.equals("..")) {
                done = TreePaths.parent(done);
                continue;
            }
            String next = TreePaths.child(done, component);
            Optional<TreeNode> node = tree.find(next).filter(TreeNode::isSymlink);
            if (node.isEmpty()) {
                done = next;
            } else if (++links > MAX_LINKS) {
                return Optional.empty();
            } else {
                String target = node.get().target();
                done = target.startsWith("/") ? "" : done;
                String[] components = target.split("/", -1);
                for (int i = components.length - 1; i >= 0; i--) {
                    left.addFirst(components[i]);
                }
            }
        }
        return Optional.of(done);
    }
}
