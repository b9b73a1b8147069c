package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.image.tree.TreeNode.Kind;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Applies layers one on another, whiteouts included (image-spec layer.md, "Whiteouts"). */
final class LayeredTree implements FileTree {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    /** An image of more entries is refused rather than held in memory. */
    private static final int MAX_ENTRIES = 1_000_000;

    private final NavigableMap<String, TreeNode> nodes = new TreeMap<>();

    /** Collects one layer; it counts when all of it was seen, because a whiteout is only for the layers below. */
    final class Layer {
        private final int number;
        private final NavigableMap<String, TreeNode> added = new TreeMap<>();
        private final List<String> removed = new ArrayList<>();
        private final List<String> emptied = new ArrayList<>();

        private Layer(int number) {
            this.number = number;
        }

        void add(TarArchiveEntry entry) {
            String path = TreePaths.clean(entry.getName());
            String name = TreePaths.name(path);
            if (name.equals(OPAQUE)) {
                emptied.add(TreePaths.parent(path));
            } else if (name.startsWith(WHITEOUT)) {
                removed.add(TreePaths.child(TreePaths.parent(path), name.substring(WHITEOUT.length())));
            } else if (!path.isEmpty()) {
                added.put(path, node(path, entry));
            }
            if (nodes.size() + added.size() > MAX_ENTRIES) {
                throw new WorkException("a base image has more than " + MAX_ENTRIES + " entries");
            }
        }

        private TreeNode node(String path, TarArchiveEntry entry) {
            int mode = entry.getMode() & 07777;
            long uid = entry.getLongUserId();
            long gid = entry.getLongGroupId();
            if (entry.isDirectory()) {
                return TreeNode.directory(mode, uid, gid);
            }
            if (entry.isSymbolicLink()) {
                return TreeNode.symlink(entry.getLinkName(), uid, gid);
            }
            if (entry.isLink()) {
                return linked(TreePaths.clean(entry.getLinkName()), path);
            }
            return entry.isFile()
                    ? TreeNode.file(mode, uid, gid, new FileContent.InLayer(number, path))
                    : new TreeNode(Kind.OTHER, mode, uid, gid, "", Optional.empty());
        }

        /** A hard link is what it links to, of this layer or one below. */
        private TreeNode linked(String target, String path) {
            TreeNode node = added.getOrDefault(target, nodes.get(target));
            if (node == null) {
                throw new WorkException(
                        "a base image's layer links " + path + " to " + target + ", which is not there");
            }
            return node;
        }

        void end() {
            emptied.forEach(directory -> subtree(directory).clear());
            removed.forEach(path -> {
                nodes.remove(path);
                subtree(path).clear();
            });
            added.forEach((path, node) -> {
                TreeNode before = nodes.get(path);
                if (before != null && before.isDirectory() && !node.isDirectory()) {
                    subtree(path).clear();
                }
                nodes.put(path, node);
            });
        }
    }

    Layer begin(int number) {
        return new Layer(number);
    }

    @Override
    public Optional<TreeNode> find(String path) {
        if (path.isEmpty()) {
            return Optional.of(TreeNode.directory(0755, 0, 0));
        }
        TreeNode node = nodes.get(path);
        if (node == null && !subtree(path).isEmpty()) {
            // A layer need not name the directories its entries are in.
            return Optional.of(TreeNode.directory(0755, 0, 0));
        }
        return Optional.ofNullable(node);
    }

    @Override
    public SortedSet<String> children(String path) {
        SortedSet<String> result = new TreeSet<>();
        String prefix = path.isEmpty() ? "" : path + "/";
        for (String key : path.isEmpty() ? nodes.keySet() : subtree(path).keySet()) {
            int slash = key.indexOf('/', prefix.length());
            result.add(key.substring(prefix.length(), slash < 0 ? key.length() : slash));
        }
        return result;
    }

    private NavigableMap<String, TreeNode> subtree(String directory) {
        // '0' follows '/' in the order of characters.
        return directory.isEmpty() ? nodes : nodes.subMap(directory + "/", false, directory + "0", false);
    }
}
