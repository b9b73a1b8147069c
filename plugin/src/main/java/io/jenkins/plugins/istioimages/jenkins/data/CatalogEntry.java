package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** An image in one variant, for scripts. */
public final class CatalogEntry implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String variant;
    private final String repository;
    private final String digest;
    private final ArrayList<String> tags;
    private final ArrayList<String> references;
    private final ArrayList<CatalogEntryPlatform> platforms;

    private CatalogEntry(CatalogImage image) {
        this.name = image.name();
        this.variant = image.variant();
        this.repository = image.repository().toString();
        this.digest = image.digest().toString();
        this.tags = new ArrayList<>(image.tags());
        this.references = new ArrayList<>(
                image.references().stream().map(Reference::toString).toList());
        this.platforms = new ArrayList<>(
                image.platforms().stream().map(CatalogEntryPlatform::of).toList());
    }

    static CatalogEntry of(CatalogImage image) {
        return new CatalogEntry(image);
    }

    /** For example {@code pilot}. */
    @Whitelisted
    public String getName() {
        return name;
    }

    /** For example {@code distroless}. */
    @Whitelisted
    public String getVariant() {
        return variant;
    }

    /** Where it is. */
    @Whitelisted
    public String getRepository() {
        return repository;
    }

    /** Of the index; of the image where there is one platform only. */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** {@code repository@digest}: what never changes. */
    @Whitelisted
    public String getReference() {
        return repository + "@" + digest;
    }

    /** Never with a leading v. */
    @Whitelisted
    public List<String> getTags() {
        return Collections.unmodifiableList(tags);
    }

    /** {@code repository:tag} for each tag. */
    @Whitelisted
    public List<String> getReferences() {
        return Collections.unmodifiableList(references);
    }

    /** What it runs on. */
    @Whitelisted
    public List<CatalogEntryPlatform> getPlatforms() {
        return Collections.unmodifiableList(platforms);
    }

    @Override
    public String toString() {
        return name + " (" + variant + ")";
    }
}
