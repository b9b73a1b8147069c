package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes of the images that stages pushed, by platform and untagged, what users pull: an index for each image and
 * variant, and its tags. The order is what keeps it safe to stop anywhere: indexes by digest, then everything that they
 * lead to is verified in the store, then tags, one after the other.
 */
public final class CatalogBuilder {
    private final ImageStore store;
    private final Function<String, List<String>> tags;
    private final List<Platform> order;

    /**
     * @param store that holds the images
     * @param tags of a variant, for example plan's {@code ImageTags::of}
     * @param order of platforms in an index: the manifest's architectures
     */
    public CatalogBuilder(ImageStore store, Function<String, List<String>> tags, List<Platform> order) {
        this.store = store;
        this.tags = tags;
        this.order = List.copyOf(order);
    }

    /**
     * Pushes indexes, verifies, tags.
     *
     * @param lock what the images were made from
     * @param compressor id of what compressed their layers
     * @param records of all stages; the same one may be there more than once
     * @return what stands in the store now
     * @throws CatalogException if the records do not fit together, or an image is not whole in the store; no tag was
     *     written then
     */
    public Catalog build(Lock lock, Optional<String> compressor, List<ImageRecord> records) {
        Map<String, CatalogSource> sources = new LinkedHashMap<>();
        lock.sources().forEach((name, source) -> sources.put(name, CatalogSource.of(source)));
        return build(lock, sources, compressor, records);
    }

    /**
     * {@link #build(Lock, Optional, List)} with sources named as the manifest names them.
     *
     * @param manifest that the lock was resolved from
     */
    public Catalog build(ReleaseManifest manifest, Lock lock, Optional<String> compressor, List<ImageRecord> records) {
        Map<String, CatalogSource> sources = new LinkedHashMap<>();
        lock.sources()
                .forEach((name, source) -> sources.put(
                        name, CatalogSource.of(source, manifest.dependencies().get(name))));
        return build(lock, sources, compressor, records);
    }

    private Catalog build(
            Lock lock, Map<String, CatalogSource> sources, Optional<String> compressor, List<ImageRecord> records) {
        List<CatalogImage> images =
                ImageGroup.of(records, order).stream().map(this::image).toList();
        Catalog catalog = new Catalog(lock.version(), lock.istio().committed(), compressor, sources, images);
        TagPlan plan = TagPlan.of(catalog);
        new CatalogVerifier(store).verifyImages(catalog, CatalogVerifier.Depth.PRESENCE);
        plan.write(store);
        return catalog;
    }

    private CatalogImage image(ImageGroup group) {
        Descriptor top = group.records().size() == 1
                ? group.records().get(0).manifest()
                : store.pushManifest(group.repository(), group.index());
        return new CatalogImage(
                group.name(),
                group.variant(),
                group.repository(),
                top.digest(),
                top.mediaType(),
                tags.apply(group.variant()),
                group.records().stream().map(CatalogBuilder::platform).toList(),
                List.of());
    }

    private static CatalogPlatform platform(ImageRecord one) {
        return new CatalogPlatform(one.platform(), one.manifest().digest(), one.size(), one.stage());
    }
}
