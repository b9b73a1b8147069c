package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.Sizes;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * An image of one platform.
 *
 * @param platform for example {@code linux/arm64}
 * @param digest of its manifest
 * @param size bytes as a registry holds them
 * @param stage id of the stage that made it
 */
@ExportedBean(defaultVisibility = 9)
public record PlatformView(
        @Exported String platform,
        @Exported String digest,
        @Exported long size,
        @Exported String stage) {
    static PlatformView of(CatalogPlatform platform) {
        return new PlatformView(
                platform.platform().toString(), platform.digest().toString(), platform.size(), platform.stage());
    }

    /** {@code 51.2 MB}. */
    public String sizeText() {
        return Sizes.of(size);
    }

    /** The first digits of the digest. */
    public String shortDigest() {
        return Abbreviated.digest(digest);
    }
}
