package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.store.CopyPair;
import io.jenkins.plugins.istioimages.store.CopyPreview;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where each image of a release goes in a hub. */
final class HubPlan {
    private final HubTarget.Release release;
    private final Hub hub;

    HubPlan(HubTarget.Release release, Hub hub) {
        this.release = release;
        this.hub = hub;
    }

    /**
     * Reads what the images consist of.
     *
     * @throws InputException if there is none, or two want one tag
     */
    List<HubImage> images(ImageCopier copier) {
        List<CatalogImage> all = release.catalog().images();
        if (all.isEmpty()) {
            throw new InputException("the catalog of " + release.catalog().version() + " has no images");
        }
        List<CopyPreview> contents = copier.preview(all.stream()
                .map(image ->
                        new CopyPair(image.pinned(), hub.image(image.name()).digest(image.digest())))
                .toList());
        List<HubImage> images = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            images.add(image(all.get(i), contents.get(i)));
        }
        checkDistinct(images);
        return images;
    }

    private HubImage image(CatalogImage image, CopyPreview content) {
        String version = release.catalog().version();
        HubTags tags = release.tags();
        return new HubImage(
                image, hub.image(image.name()), content, tags.fixed(image, version), tags.moving(image, version));
    }

    private static void checkDistinct(List<HubImage> images) {
        Map<Reference, Digest> taken = new HashMap<>();
        for (HubImage image : images) {
            Stream.concat(image.fixed().stream(), image.moving().stream()).forEach(tag -> {
                Reference reference = image.to().tag(tag);
                Digest other = taken.putIfAbsent(reference, image.image().digest());
                if (other != null && !other.equals(image.image().digest())) {
                    throw new InputException(reference + " would be " + other + " and "
                            + image.image().digest());
                }
            });
        }
    }
}
