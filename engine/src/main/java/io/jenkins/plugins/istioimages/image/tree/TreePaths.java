package io.jenkins.plugins.istioimages.image.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Paths inside images: components separated by slashes, no leading slash, the root is empty. */
public final class TreePaths {
    private TreePaths() {}

    /** Without leading and doubled slashes, {@code .} and {@code ..}; never above the root. */
    public static String clean(String path) {
        Deque<String> result = new ArrayDeque<>();
        for (String component : path.split("/", -1)) {
            if (component.equals("..")) {
                result.pollLast();
            } else if (!component.isEmpty() && !component.equals(".")) {
                result.addLast(component);
            }
        }
        return String.join("/", result);
    }

    /** A path below a directory; an absolute one stays as it is. */
    public static String resolve(String directory, String path) {
        return path.startsWith("/") ? clean(path) : clean(directory + "/" + path);
    }

    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A name in a directory. */
    public static String child(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** Directories above a path, outermost first, without the root. */
    public static List<String> parents(String path) {
        List<String> result = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            result.add(path.substring(0, slash));
        }
        return result;
    }

    /** Whether a path is a directory itself or something below it. */
    public static boolean isWithin(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }
}
