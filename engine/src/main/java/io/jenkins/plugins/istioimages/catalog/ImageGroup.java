package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One image in one variant, as the stages of its platforms recorded it.
 *
 * @param name of the image
 * @param variant of the image
 * @param repository of all its platforms
 * @param records one for each platform, in the order of the manifest
 */
record ImageGroup(String name, String variant, Repository repository, List<ImageRecord> records) {
    /**
     * Groups records by name and variant.
     *
     * @param order of platforms; others come after them, by name
     * @throws CatalogException if one platform has two different images, or one image two repositories
     */
    static List<ImageGroup> of(List<ImageRecord> records, List<Platform> order) {
        Map<String, List<ImageRecord>> byName = new TreeMap<>();
        for (ImageRecord one : records) {
            // A blank sorts before any character of a name, so groups stand in the order of the catalog.
            byName.computeIfAbsent(one.name() + " " + one.variant(), key -> new ArrayList<>())
                    .add(one);
        }
        List<String> problems = new ArrayList<>();
        List<ImageGroup> groups = byName.values().stream()
                .map(list -> group(list, order, problems))
                .toList();
        if (!problems.isEmpty()) {
            throw new CatalogException("the images of the stages do not fit together", problems);
        }
        return groups;
    }

    /** The index over all platforms; only for more than one. */
    ManifestContent index() {
        return ImageIndex.of(
                        MediaTypes.OCI_INDEX,
                        records.stream().map(ImageGroup::child).toList())
                .content();
    }

    @Override
    public String toString() {
        return name + " (" + variant + ")";
    }

    private static Descriptor child(ImageRecord one) {
        Descriptor manifest = one.manifest();
        return Descriptor.of(manifest.mediaType(), manifest.digest(), manifest.size())
                .withPlatform(one.platform());
    }

    private static ImageGroup group(List<ImageRecord> list, List<Platform> order, List<String> problems) {
        ImageRecord first = list.get(0);
        Map<Platform, ImageRecord> byPlatform = new LinkedHashMap<>();
        list.stream().sorted(byOrder(order)).forEach(one -> {
            ImageRecord other = byPlatform.putIfAbsent(one.platform(), one);
            if (other != null && !other.manifest().sameContent(one.manifest())) {
                problems.add(one.name() + " (" + one.variant() + ") for " + one.platform() + " is "
                        + other.manifest().digest() + " of " + other.stage() + " and "
                        + one.manifest().digest() + " of " + one.stage());
            }
            if (!one.repository().equals(first.repository())) {
                problems.add(one.name() + " (" + one.variant() + ") is in " + first.repository() + " and in "
                        + one.repository());
            }
        });
        return new ImageGroup(first.name(), first.variant(), first.repository(), List.copyOf(byPlatform.values()));
    }

    private static Comparator<ImageRecord> byOrder(List<Platform> order) {
        return Comparator.comparingInt((ImageRecord one) ->
                        order.contains(one.platform()) ? order.indexOf(one.platform()) : Integer.MAX_VALUE)
                .thenComparing(ImageRecord::platform)
                .thenComparing(ImageRecord::stage)
                .thenComparing(one -> one.manifest().digest());
    }
}
