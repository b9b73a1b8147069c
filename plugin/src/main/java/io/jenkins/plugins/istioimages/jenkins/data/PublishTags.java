package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/**
 * Which tags images get when they are published: those of the catalog, with other words in the place of the version
 * where that is wanted. The variant's suffix stays.
 *
 * @param version of the catalog
 * @param instead of the version, each of them; none means the version
 */
public record PublishTags(String version, List<String> instead) {
    public PublishTags {
        instead = List.copyOf(instead);
        instead.forEach(PublishTags::check);
    }

    /** The tags of an image. */
    public List<String> of(CatalogImage image) {
        if (instead.isEmpty()) {
            return image.tags();
        }
        return instead.stream()
                .flatMap(word -> image.tags().stream().map(tag -> renamed(tag, word)))
                .map(Reference::checkTag)
                .distinct()
                .toList();
    }

    private String renamed(String tag, String word) {
        if (tag.equals(version) || tag.startsWith(version + "-")) {
            return word + tag.substring(version.length());
        }
        throw new InputException("the tag '" + tag + "' does not begin with the version " + version
                + ": it cannot be published as '" + word + "'");
    }

    /** What a tag must be, in the words of a user. */
    public static void check(String tag) {
        Reference.checkTag(tag);
        if (tag.matches("[vV][0-9].*")) {
            throw new InputException("tag '" + tag + "' has a leading v: images are tagged '" + tag.substring(1) + "'");
        }
    }
}
