package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** An image for one platform, for scripts. */
public final class CatalogEntryPlatform implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String platform;
    private final String digest;
    private final long size;

    private CatalogEntryPlatform(CatalogPlatform platform) {
        this.platform = platform.platform().toString();
        this.digest = platform.digest().toString();
        this.size = platform.size();
    }

    static CatalogEntryPlatform of(CatalogPlatform platform) {
        return new CatalogEntryPlatform(platform);
    }

    /** For example {@code linux/arm64}. */
    @Whitelisted
    public String getPlatform() {
        return platform;
    }

    /** Of its manifest. */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** Bytes of manifest, config and layers together. */
    @Whitelisted
    public long getSize() {
        return size;
    }
}
