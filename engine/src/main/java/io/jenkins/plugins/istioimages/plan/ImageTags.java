package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Tags of images, never with a leading v. As istio's docker-builder has it (tools/docker-builder/common.go): the tag is
 * {@code VERSION-VARIANT}; one variant is the default and has the bare {@code VERSION} too, as an alias of the same
 * image.
 *
 * @param version of the release
 * @param defaultVariant the variant with the alias; empty where none has it
 */
public record ImageTags(String version, String defaultVariant) implements Serializable {
    /** The variant that has no suffix where the source tree itself calls it so. */
    public static final String DEFAULT = "default";

    public ImageTags {
        version = withoutV(version);
        Reference.checkTag(version);
    }

    /** All tags of a variant, the alias first. */
    public List<String> of(String variant) {
        List<String> tags = new ArrayList<>();
        if (variant.equals(defaultVariant) || variant.equals(DEFAULT)) {
            tags.add(version);
        }
        if (!variant.equals(DEFAULT)) {
            tags.add(Reference.checkTag(version + "-" + variant));
        }
        return List.copyOf(tags);
    }

    /** {@code v1.14.5} is {@code 1.14.5}; {@code vendor} stays. */
    static String withoutV(String version) {
        return version.matches("[vV][0-9].*") ? version.substring(1) : version;
    }
}
