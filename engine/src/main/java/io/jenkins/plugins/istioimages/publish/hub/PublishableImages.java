package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images of a catalog, as they are published further. A catalog may name an image in several places: where it was
 * staged, and where it has been published since, under names that move.
 */
public final class PublishableImages {
    private PublishableImages() {}

    private record Content(String name, String variant, Digest digest) {}

    /**
     * Each image once: from the place with the most signatures and other documents, so that they go along, and with the
     * tags that say its version; with those that it has, where none does. Of places with as many one in the registry of a
     * hub is taken: layers need not move there, and who may write there may read, too.
     *
     * @param hubs where they go
     */
    public static Catalog of(Catalog catalog, List<String> hubs) {
        Set<String> registries =
                hubs.stream().map(hub -> Hub.parse(hub).image("x").registry()).collect(Collectors.toSet());
        Comparator<CatalogImage> worse = Comparator.<CatalogImage>comparingInt(
                        image -> image.attachments().size())
                .thenComparing(image -> registries.contains(image.repository().registry()));
        Map<Content, List<CatalogImage>> places = new LinkedHashMap<>();
        catalog.images().forEach(image -> places.computeIfAbsent(
                        new Content(image.name(), image.variant(), image.digest()), content -> new ArrayList<>())
                .add(image));
        return new Catalog(
                catalog.version(),
                catalog.created(),
                catalog.compressor(),
                catalog.sources(),
                places.values().stream()
                        .map(same -> once(same, catalog.version(), worse))
                        .toList());
    }

    private static CatalogImage once(List<CatalogImage> same, String version, Comparator<CatalogImage> worse) {
        CatalogImage image = same.get(0);
        for (CatalogImage other : same) {
            image = worse.compare(image, other) < 0 ? other : image;
        }
        List<String> tags = same.stream()
                .map(CatalogImage::tags)
                .flatMap(Collection::stream)
                .filter(tag -> isOf(tag, version))
                .distinct()
                .toList();
        return new CatalogImage(
                image.name(),
                image.variant(),
                image.repository(),
                image.digest(),
                image.mediaType(),
                tags.isEmpty() ? image.tags() : tags,
                image.platforms(),
                image.attachments());
    }

    private static boolean isOf(String tag, String version) {
        String bare = new ImageTags(version, "").version();
        return tag.equals(bare) || tag.startsWith(bare + "-");
    }
}
