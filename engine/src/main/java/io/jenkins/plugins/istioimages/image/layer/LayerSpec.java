package io.jenkins.plugins.istioimages.image.layer;

import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a layer holds, before a byte of it is written.
 *
 * @param entries by path without leading slash, sorted; files have their content on disk
 * @param time of every entry; whole seconds count
 */
public record LayerSpec(SortedMap<String, TreeNode> entries, Instant time) {
    public LayerSpec {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }
}
