package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.Sizes;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A catalog.
 *
 * @param version of the release
 * @param created commit time of the release, ISO 8601
 * @param compressor id of what compressed the layers; empty if unknown
 * @param sources by name
 * @param images by name and variant
 */
@ExportedBean(defaultVisibility = 9)
public record CatalogView(
        @Exported String version,
        @Exported String created,
        @Exported String compressor,
        @Exported List<SourceView> sources,
        @Exported List<ImageView> images) {
    public CatalogView {
        sources = List.copyOf(sources);
        images = List.copyOf(images);
    }

    /** Everything of a catalog as texts. */
    public static CatalogView of(Catalog catalog) {
        List<SourceView> sources = new ArrayList<>();
        catalog.sources().forEach((name, source) -> sources.add(SourceView.of(name, source)));
        return new CatalogView(
                catalog.version(),
                catalog.created().toString(),
                catalog.compressor().orElse(""),
                sources,
                catalog.images().stream().map(ImageView::of).toList());
    }

    /** Bytes of all images of all platforms. */
    @Exported
    public long size() {
        return images.stream().mapToLong(ImageView::size).sum();
    }

    /** {@code 1.3 GB}. */
    public String sizeText() {
        return Sizes.of(size());
    }

    /** Whether anything is attached to an image. */
    public boolean isAttached() {
        return images.stream().anyMatch(image -> !image.attachments().isEmpty());
    }

    /** Every platform that an image is for, sorted. */
    @Exported
    public List<String> platforms() {
        return images.stream()
                .flatMap(image -> image.platforms().stream())
                .map(PlatformView::platform)
                .distinct()
                .sorted()
                .toList();
    }
}
