package io.jenkins.plugins.istioimages.manifest;

import java.util.List;

/**
 * A manifest and what is to be told about it.
 *
 * @param manifest checked
 * @param notices in the order of the file
 */
public record ReadManifest(ReleaseManifest manifest, List<Notice> notices) {
    public ReadManifest {
        notices = List.copyOf(notices);
    }
}
