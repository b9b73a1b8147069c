package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.tree.StageTree;
import io.jenkins.plugins.istioimages.image.tree.Symlinks;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Places entries in a stage's tree: follows its links, makes the directories that are missing, keeps those that are there. */
final class Destination {
    private final StageTree tree;
    private final Owner owner;
    private final SourceLocation at;
    private final SortedMap<String, TreeNode> entries = new TreeMap<>();

    /** @param owner of directories that are made */
    Destination(StageTree tree, Owner owner, SourceLocation at) {
        this.tree = tree;
        this.owner = owner;
        this.at = at;
        if (!owner.equals(Owner.ROOT)) {
            // A directory that is missing would be made for this owner: it must be known which ones are there.
            tree.stopAssuming();
        }
    }

    /** What was placed, with the directories above it. */
    SortedMap<String, TreeNode> entries() {
        return entries;
    }

    /** The path behind all links. */
    String resolve(String path) {
        return Symlinks.resolve(tree, path)
                .orElseThrow(() -> new DockerfileException(at, "symbolic links go in a circle at /" + path));
    }

    /** What is at a path already, by this instruction or before. */
    Optional<TreeNode> find(String path) {
        return Optional.ofNullable(entries.get(path)).or(() -> tree.find(path));
    }

    /** Makes a directory and those above it where they are missing. */
    void directory(String path) {
        for (String parent : TreePaths.parents(path)) {
            oneDirectory(parent);
        }
        if (!path.isEmpty()) {
            oneDirectory(path);
        }
    }

    /** Places a file or link, or a directory with its owner and mode, in a directory that is there. */
    void put(String path, TreeNode node) {
        Optional<TreeNode> before = find(path);
        boolean onDirectory = before.filter(TreeNode::isDirectory).isPresent();
        if (before.isPresent() && onDirectory != node.isDirectory()) {
            throw new DockerfileException(
                    at,
                    onDirectory
                            ? "/" + path + " is a directory of the image: a file cannot take its place"
                            : "/" + path + " is a file of the image: a directory cannot take its place");
        }
        entries.put(path, node);
    }

    /** Places a file whose name tells that nothing else can be there: the base image is not looked into for it. */
    void putUnseen(String path, TreeNode node) {
        if (tree.findOwn(path).filter(TreeNode::isDirectory).isPresent()) {
            throw new DockerfileException(
                    at, "/" + path + " is a directory of the image: a file cannot take its place");
        }
        entries.put(path, node);
    }

    private void oneDirectory(String path) {
        if (entries.containsKey(path) || tree.isAssumed(path)) {
            // What is only assumed to be there is not written: its owner and mode are not known.
            return;
        }
        TreeNode there = tree.find(path).orElseGet(() -> TreeNode.directory(0755, owner.uid(), owner.gid()));
        if (!there.isDirectory()) {
            throw new DockerfileException(at, "/" + path + " of the image is no directory");
        }
        entries.put(path, there);
    }
}
