package io.jenkins.plugins.istioimages.jenkins.images;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.Sizes;
import io.jenkins.plugins.istioimages.jenkins.images.view.CatalogView;

/**
 * What a run's own file says of a catalog: enough for a line on its page, and where the catalog itself is. Persisted
 * field by field, so names are for ever.
 */
public final class SavedCatalog {
    private final String version;
    private final String file;
    private final String digest;
    private final int images;
    private final long size;
    private final String platforms;

    /** @param digest of the file's bytes */
    SavedCatalog(Catalog catalog, String file, String digest) {
        CatalogView view = CatalogView.of(catalog);
        this.version = catalog.version();
        this.file = file;
        this.digest = digest;
        this.images = view.images().size();
        this.size = view.size();
        this.platforms = String.join(", ", view.platforms());
    }

    /** Of the release. */
    public String getVersion() {
        return version;
    }

    /** How many images, each variant counted. */
    public int getImages() {
        return images;
    }

    /** {@code 1.3 GB}: all images of all platforms. */
    public String getSizeText() {
        return Sizes.of(size);
    }

    /** {@code linux/amd64, linux/arm64}. */
    public String getPlatforms() {
        return platforms;
    }

    String file() {
        return file;
    }

    String digest() {
        return digest;
    }
}
