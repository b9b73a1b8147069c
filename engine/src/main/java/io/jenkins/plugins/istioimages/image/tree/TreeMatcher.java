package io.jenkins.plugins.istioimages.image.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a source of COPY names in a tree. */
public final class TreeMatcher {
    private final FileTree tree;

    public TreeMatcher(FileTree tree) {
        this.tree = tree;
    }

    /**
     * Paths that a source names, sorted: one for a plain name that exists, any number for a pattern. Links in the
     * directories above are followed, one at the end is not.
     *
     * @return empty where there is none, or where the pattern is not well formed
     */
    public List<String> match(String source) {
        List<String> found = new ArrayList<>(List.of(""));
        for (String component : TreePaths.clean(source).split("/", -1)) {
            if (!component.isEmpty()) {
                found = step(found, component);
            }
        }
        return found;
    }

    private List<String> step(List<String> directories, String component) {
        List<String> result = new ArrayList<>();
        Optional<Pattern> pattern = Glob.isPattern(component) ? Glob.compile(component) : Optional.empty();
        for (String directory : directories) {
            Optional<String> real = Symlinks.resolve(tree, directory);
            if (real.isEmpty()) {
                continue;
            }
            if (!Glob.isPattern(component)) {
                String path = TreePaths.child(real.get(), component.replace("\\", ""));
                tree.find(path).ifPresent(node -> result.add(path));
            } else if (pattern.isPresent()) {
                for (String name : tree.children(real.get())) {
                    if (pattern.get().matcher(name).matches()) {
                        result.add(TreePaths.child(real.get(), name));
                    }
                }
            }
        }
        return result;
    }
}
