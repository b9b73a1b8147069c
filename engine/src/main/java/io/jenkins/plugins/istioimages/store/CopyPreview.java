package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.ManifestContent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a copy would bring.
 *
 * @param pair from where to where
 * @param root what the destination would name
 * @param image every manifest of the image, the root among them; one that is reached twice stands once
 * @param attached manifests that are attached to those, and to each other
 * @param attachmentTags cosign's tags, and the image with documents that each names
 */
public record CopyPreview(
        CopyPair pair,
        ManifestContent root,
        List<ManifestContent> image,
        List<ManifestContent> attached,
        Map<String, ManifestContent> attachmentTags) {
    public CopyPreview {
        image = List.copyOf(image);
        attached = List.copyOf(attached);
        attachmentTags = Collections.unmodifiableMap(new TreeMap<>(attachmentTags));
    }
}
