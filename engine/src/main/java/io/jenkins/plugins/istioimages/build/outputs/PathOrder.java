package io.jenkins.plugins.istioimages.build.outputs;

import java.util.Arrays;
import java.util.Comparator;

/** The order in which a walk through directories comes to paths: name by name. */
final class PathOrder {
    static final Comparator<String> NAME_BY_NAME =
            (one, other) -> Arrays.compare(one.split("/", -1), other.split("/", -1));

    private PathOrder() {}
}
