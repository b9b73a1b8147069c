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

    private SavedCatalog(SavedCatalog read) {
        this.version = orEmpty(read.version);
        this.file = orEmpty(read.file);
        this.digest = orEmpty(read.digest);
        this.images = read.images;
        this.size = read.size;
        this.platforms = orEmpty(read.platforms);
    }

    /** A run's file that lacks a word of it is one whose catalog is missing, not one that cannot be read. */
    Object readResolve() {
        return new SavedCatalog(this);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
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
