package io.jenkins.plugins.istioimages.source;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a repository has at this moment.
 *
 * @param url of it, without credentials
 * @param tags commits by the tags' short names
 * @param branches commits by the branches' short names
 * @param head commit of the default branch; empty where the repository has none
 */
public record UpstreamRefs(
        String url, SortedMap<String, String> tags, SortedMap<String, String> branches, Optional<String> head) {
    public UpstreamRefs {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        branches = Collections.unmodifiableSortedMap(new TreeMap<>(branches));
    }

    static UpstreamRefs of(String url, RemoteRefs refs) {
        return new UpstreamRefs(
                url,
                below(Constants.R_TAGS, refs),
                below(Constants.R_HEADS, refs),
                refs.defaultBranch().map(ObjectId::name));
    }

    private static SortedMap<String, String> below(String prefix, RemoteRefs refs) {
        SortedMap<String, String> names = new TreeMap<>();
        refs.targets().forEach((name, id) -> {
            if (name.startsWith(prefix)) {
                names.put(name.substring(prefix.length()), id.name());
            }
        });
        return names;
    }
}
