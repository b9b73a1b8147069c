package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.TreeSet;

/**
 * The one hub and the one tag under which images are to be had, for tools that put image names together themselves.
 *
 * @param hub without a slash at the end
 * @param tag that every image has
 */
record HubAndTag(String hub, String tag) {
    /**
     * Hub and tag of some images.
     *
     * @throws InputException if they are not all below one hub, or have no tag in common
     */
    static HubAndTag of(List<CatalogImage> images) {
        if (images.isEmpty()) {
            throw new InputException("the catalog has no images, so there is no hub and no tag");
        }
        return new HubAndTag(hub(images), tag(images));
    }

    private static String hub(List<CatalogImage> images) {
        TreeSet<String> hubs = new TreeSet<>();
        for (CatalogImage image : images) {
            String repository = image.repository().toString();
            hubs.add(repository.substring(0, repository.lastIndexOf('/')));
        }
        if (hubs.size() > 1) {
            throw new InputException("the images are below several hubs, one can be set: " + String.join(", ", hubs));
        }
        return hubs.first();
    }

    private static String tag(List<CatalogImage> images) {
        TreeSet<String> common = new TreeSet<>(images.get(0).tags());
        images.forEach(image -> common.retainAll(image.tags()));
        // The bare version is shorter than any with a variant behind it.
        return common.stream()
                .min((a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length()))
                .orElseThrow(() -> new InputException("the images have no tag in common, one can be set: "
                        + String.join(
                                ", ",
                                images.stream()
                                        .map(i -> i.name() + " " + i.tags())
                                        .toList())));
    }
}
