package io.jenkins.plugins.istioimages.image.tree;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a stage holds so far: what its instructions made, over its base image. The base is looked into only when an answer
 * depends on it; until then the standard directories are taken to be what they are everywhere. Not thread-safe.
 */
public final class StageTree implements FileTree {
    private final Optional<Supplier<FileTree>> base;
    private final NavigableMap<String, TreeNode> own;
    private FileTree looked;

    private StageTree(Optional<Supplier<FileTree>> base, NavigableMap<String, TreeNode> own, FileTree looked) {
        this.base = base;
        this.own = own;
        this.looked = looked;
    }

    /** The tree of a stage FROM scratch. */
    public static StageTree empty() {
        return new StageTree(Optional.empty(), new TreeMap<>(), null);
    }

    /** The tree of a stage on an image. */
    public static StageTree over(Supplier<FileTree> base) {
        return new StageTree(Optional.of(base), new TreeMap<>(), null);
    }

    /** The tree of a stage on this one. */
    public StageTree child() {
        return new StageTree(base, new TreeMap<>(own), looked);
    }

    /** Takes in what an instruction made. */
    public void addAll(SortedMap<String, TreeNode> entries) {
        own.putAll(entries);
    }

    @Override
    public Optional<TreeNode> find(String path) {
        TreeNode node = own.get(path);
        if (node != null) {
            return Optional.of(node);
        }
        if (isAssumed(path)) {
            return Optional.of(TreeNode.directory(0755, 0, 0));
        }
        return base.isEmpty() ? Optional.empty() : look().find(path);
    }

    /** What instructions made at a path: the base is not looked into. */
    public Optional<TreeNode> findOwn(String path) {
        return Optional.ofNullable(own.get(path));
    }

    /** Whether a path is there by assumption only: nothing is known of its owner and mode. */
    public boolean isAssumed(String path) {
        boolean root = path.isEmpty();
        return !own.containsKey(path)
                && (root || base.isPresent() && looked == null && StandardDirectories.contains(path));
    }

    @Override
    public SortedSet<String> children(String path) {
        SortedSet<String> result = new TreeSet<>();
        if (base.isPresent()) {
            result.addAll(look().children(path));
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        for (String key : own.tailMap(prefix).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            int slash = key.indexOf('/', prefix.length());
            result.add(key.substring(prefix.length(), slash < 0 ? key.length() : slash));
        }
        return result;
    }

    /** Looks into the base now: from here on nothing is assumed. */
    public void stopAssuming() {
        if (base.isPresent()) {
            looked = look();
        }
    }

    private FileTree look() {
        if (looked == null) {
            looked = base.orElseThrow().get();
        }
        return looked;
    }
}
