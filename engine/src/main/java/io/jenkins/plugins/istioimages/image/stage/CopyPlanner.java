package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.Glob;
import io.jenkins.plugins.istioimages.image.tree.IgnoreRules;
import io.jenkins.plugins.istioimages.image.tree.Symlinks;
import io.jenkins.plugins.istioimages.image.tree.TreeMatcher;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.image.tree.TreeNode.Kind;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides what a COPY puts where, as BuildKit does: nothing is read but names, kinds, owners and modes. */
final class CopyPlanner {
    /**
     * How entries are changed on the way.
     *
     * @param owner of all, instead of their own
     * @param mode of files and directories, instead of their own
     * @param excludes what is left out, by path below the source
     */
    record Changes(Optional<Owner> owner, OptionalInt mode, IgnoreRules excludes) {
        TreeNode apply(TreeNode node) {
            TreeNode owned = owner.map(o -> node.withOwner(o.uid(), o.gid())).orElse(node);
            return mode.isPresent() && !node.isSymlink() ? owned.withMode(mode.getAsInt()) : owned;
        }
    }

    private final CopySource source;
    private final Destination destination;
    private final Changes changes;
    private final SourceLocation at;

    CopyPlanner(CopySource source, Destination destination, Changes changes, SourceLocation at) {
        this.source = source;
        this.destination = destination;
        this.changes = changes;
        this.at = at;
    }

    /**
     * Plans all sources of one instruction.
     *
     * @param path of the destination, absolute without leading slash
     * @param directory whether it is written as a directory: with a slash at its end, or as {@code .}
     */
    void plan(List<String> sources, String path, boolean directory) {
        List<String> found = new ArrayList<>();
        for (String pattern : sources) {
            List<String> matches = new TreeMatcher(source.tree()).match(pattern);
            if (matches.isEmpty() && !Glob.isPattern(pattern)) {
                throw new DockerfileException(at, "'" + pattern + "' is not in " + source.title() + siblings(pattern));
            }
            found.addAll(matches);
        }
        if (found.isEmpty()) {
            throw new DockerfileException(
                    at, "'" + String.join("', '", sources) + "' matches nothing in " + source.title());
        }
        if (found.size() > 1 && !directory && !isDirectory(path)) {
            throw new DockerfileException(
                    at, "with more than one source the destination must be a directory and end with a slash");
        }
        found.forEach(match -> one(match, path, directory));
    }

    private boolean isDirectory(String path) {
        return destination
                .find(destination.resolve(path))
                .filter(TreeNode::isDirectory)
                .isPresent();
    }

    private void one(String match, String path, boolean directory) {
        String real = Symlinks.resolve(source.tree(), match)
                .orElseThrow(() -> new DockerfileException(at, "symbolic links go in a circle at '" + match + "'"));
        TreeNode node = source.tree()
                .find(real)
                .orElseThrow(() -> new DockerfileException(
                        at, "the link '" + match + "' leads to '" + real + "', which is not in " + source.title()));
        if (node.isDirectory()) {
            String target = destination.resolve(path);
            destination.directory(target);
            contents(real, target, "");
        } else {
            file(TreePaths.name(match), real, node, path, directory);
        }
    }

    private void file(String name, String real, TreeNode node, String path, boolean directory) {
        if (changes.excludes().excludes(name)) {
            return;
        }
        if (!directory && TreePaths.name(path).equals(name)) {
            // That the base image has a directory under the file's own name is not worth a look into it.
            String parent = destination.resolve(TreePaths.parent(path));
            destination.directory(parent);
            destination.putUnseen(TreePaths.child(parent, name), checked(real, node));
            return;
        }
        String target = destination.resolve(path);
        boolean into = directory
                || destination.find(target).filter(TreeNode::isDirectory).isPresent();
        String file = into ? TreePaths.child(target, name) : target;
        destination.directory(TreePaths.parent(file));
        destination.put(file, checked(real, node));
    }

    private void contents(String from, String to, String below) {
        FileTree tree = source.tree();
        for (String name : tree.children(from)) {
            String relative = TreePaths.child(below, name);
            String path = TreePaths.child(from, name);
            Optional<TreeNode> node = tree.find(path);
            if (node.isEmpty() || changes.excludes().excludes(relative)) {
                continue;
            }
            String target = TreePaths.child(to, name);
            if (node.get().isDirectory() && isDirectory(target)) {
                // A link to a directory at this place is followed, as it would be outside.
                target = destination.resolve(target);
            }
            destination.put(target, checked(path, node.get()));
            if (node.get().isDirectory()) {
                contents(path, target, relative);
            }
        }
    }

    private TreeNode checked(String path, TreeNode node) {
        if (node.kind() == Kind.OTHER) {
            throw new DockerfileException(
                    at, "'" + path + "' is a device, socket or pipe: only files, directories and links are copied");
        }
        return changes.apply(node);
    }

    /** Names beside the one that is missing, so that a wrong one is seen at once. */
    private String siblings(String pattern) {
        List<String> names = List.copyOf(source.tree().children(TreePaths.parent(TreePaths.clean(pattern))));
        if (names.isEmpty()) {
            return "";
        }
        int shown = Math.min(names.size(), 10);
        return "; there are " + String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
    }
}
