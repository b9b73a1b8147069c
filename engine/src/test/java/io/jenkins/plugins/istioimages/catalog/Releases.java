package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small releases: records with real images behind them, and catalogs that only say so. */
final class Releases {
    static final Repository HUB = Repository.parse("ghcr.io/resf/istio");
    static final ImageTags TAGS = new ImageTags("1.14.5", "debug");
    static final List<Platform> ORDER = List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    static final Instant COMMITTED = Instant.parse("2022-10-12T08:11:00Z");

    private Releases() {}

    /** An image that a stage pushed. */
    static ImageRecord record(ImageStore store, String name, String variant, Platform platform) {
        Repository repository = HUB.resolve(name);
        long seed = (name + variant + platform).hashCode();
        ManifestContent content = new TestImages(seed).image(store, repository, platform);
        List<Descriptor> parts = content.parse().references();
        long size = content.size() + parts.stream().mapToLong(Descriptor::size).sum();
        return new ImageRecord(
                name,
                variant,
                repository,
                platform,
                content.descriptor(),
                size,
                parts.subList(1, parts.size()),
                new TreeMap<>(Map.of("istio", "0".repeat(40))),
                "istio-" + platform.slug());
    }

    static Lock lock() {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        sources.put("istio", source("istio", "https://github.com/istio/istio", Optional.of("1.14.5"), "4"));
        sources.put("proxy", source("proxy", "https://github.com/istio/proxy.git", Optional.empty(), "e"));
        return new Lock("1.14.5", sources);
    }

    /** A catalog of two images in two variants, whose digests are made up. */
    static Catalog catalog() {
        Map<String, CatalogSource> sources = new LinkedHashMap<>();
        lock().sources().forEach((name, source) -> sources.put(name, CatalogSource.of(source)));
        return new Catalog(
                "1.14.5",
                COMMITTED,
                Optional.of("gzip-jdk-1-5f3a9c21"),
                sources,
                List.of(
                        image("proxyv2", "debug"),
                        image("proxyv2", "distroless"),
                        image("pilot", "distroless"),
                        image("pilot", "debug")));
    }

    static Catalog with(CatalogImage... images) {
        Catalog catalog = catalog();
        return new Catalog(
                catalog.version(), catalog.created(), catalog.compressor(), catalog.sources(), List.of(images));
    }

    static Catalog withSources(Map<String, CatalogSource> sources) {
        Catalog catalog = catalog();
        return new Catalog(catalog.version(), catalog.created(), catalog.compressor(), sources, catalog.images());
    }

    static Catalog empty() {
        return new Catalog("1.14.5", COMMITTED, Optional.empty(), Map.of(), List.of());
    }

    static CatalogImage image(String name, String variant) {
        return image(name, variant, TAGS.of(variant), ORDER);
    }

    static CatalogImage image(String name, String variant, List<String> tags, List<Platform> platforms) {
        List<CatalogPlatform> each = platforms.stream()
                .map(platform -> new CatalogPlatform(
                        platform,
                        Digest.sha256(name + variant + platform),
                        51_234_567L + platform.architecture().length() * 100_000L,
                        "istio-" + platform.slug()))
                .toList();
        boolean single = platforms.size() == 1;
        return new CatalogImage(
                name,
                variant,
                HUB.resolve(name),
                single ? each.get(0).digest() : Digest.sha256(name + variant),
                single ? MediaTypes.OCI_MANIFEST : MediaTypes.OCI_INDEX,
                tags,
                each,
                List.of());
    }

    private static ResolvedSource source(String name, String git, Optional<String> branch, String digit) {
        return new ResolvedSource(name, git, branch, digit.repeat(40), "test", false, COMMITTED, false);
    }
}
