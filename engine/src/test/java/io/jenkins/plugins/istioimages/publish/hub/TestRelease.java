package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget.Release;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A release of small images for two platforms, as a build leaves it: by digest in a store, and a catalog. */
public final class TestRelease {
    public static final String VERSION = "1.14.5";

    private final ImageStore store;
    private final TestImages random;
    private final Repository staging;
    private final List<CatalogImage> images = new ArrayList<>();

    public TestRelease(ImageStore store, Repository staging, long seed) {
        this.store = store;
        this.staging = staging;
        this.random = new TestImages(seed);
    }

    /** One more image, in the default variant, which has two tags, and in another. */
    public TestRelease image(String name) {
        add(name, "debug", VERSION, VERSION + "-debug");
        add(name, "distroless", VERSION + "-distroless");
        return this;
    }

    /** One more image, in the default variant alone. */
    public TestRelease plain(String name) {
        add(name, "debug", VERSION, VERSION + "-debug");
        return this;
    }

    private void add(String name, String variant, String... tags) {
        Repository repository = staging.resolve(name);
        List<CatalogPlatform> platforms = new ArrayList<>();
        ManifestContent index = random.index(store, repository, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        for (Descriptor child : index.parse().references()) {
            Manifest manifest = store.manifest(repository, child.digest()).parse();
            long blobs =
                    manifest.references().stream().mapToLong(Descriptor::size).sum();
            platforms.add(new CatalogPlatform(
                    child.platform().orElseThrow(), child.digest(), child.size() + blobs, "istio-" + variant));
        }
        images.add(new CatalogImage(
                name, variant, repository, index.digest(), index.mediaType(), List.of(tags), platforms, List.of()));
    }

    public Catalog catalog() {
        return new Catalog(VERSION, Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), images);
    }

    public Release tagged(HubTags tags) {
        return new Release(catalog(), store, tags);
    }

    /** Of the image in a variant. */
    public ManifestContent root(String name, String variant) {
        CatalogImage image = catalog().images().stream()
                .filter(one -> one.name().equals(name) && one.variant().equals(variant))
                .findFirst()
                .orElseThrow();
        return store.manifest(image.repository(), image.digest());
    }
}
