package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tags the images of a release get in a hub. An image has the tags of the catalog: the bare version and the
 * version with a variant's suffix, or one of them; others take the version's place and keep the suffix.
 *
 * @param tags instead of the version; empty for the version
 * @param aliases beside it, such as {@code latest}: they move on with each release
 */
public record HubTags(List<String> tags, List<String> aliases) {
    public HubTags {
        tags = List.copyOf(tags);
        aliases = List.copyOf(aliases);
        tags.forEach(HubTags::check);
        aliases.forEach(HubTags::check);
        tags.stream().filter(aliases::contains).findFirst().ifPresent(both -> {
            throw new InputException("'" + both + "' cannot be a tag and an alias: an alias moves, a tag does not");
        });
    }

    /** The version alone. */
    public static HubTags ofVersion() {
        return new HubTags(List.of(), List.of());
    }

    /** Tags that an image keeps. */
    public List<String> fixed(CatalogImage image, String version) {
        return tags.isEmpty() ? image.tags() : derived(tags, image, version);
    }

    /** Tags that move to it from the release before. */
    public List<String> moving(CatalogImage image, String version) {
        return derived(aliases, image, version);
    }

    private static List<String> derived(List<String> bases, CatalogImage image, String version) {
        String bare = new ImageTags(version, "").version();
        List<String> derived = new ArrayList<>();
        for (String base : bases) {
            for (String tag : image.tags()) {
                if (!tag.equals(bare) && !tag.startsWith(bare + "-")) {
                    throw new InputException(
                            "tag '" + tag + "' of " + image.name() + " does not begin with the version " + bare
                                    + ", so '" + base + "' cannot take the version's place");
                }
                derived.add(Reference.checkTag(base + tag.substring(bare.length())));
            }
        }
        return derived;
    }

    private static void check(String tag) {
        Reference.checkTag(tag);
        if (tag.matches("[vV][0-9].*")) {
            throw new InputException("tag '" + tag + "' has a leading v: images are tagged '" + tag.substring(1) + "'");
        }
    }
}
