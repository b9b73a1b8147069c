package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogSource;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small catalogs whose digests are made up. */
public final class Catalogs {
    private Catalogs() {}

    /** A catalog of one source. */
    public static Catalog of(String version, CatalogImage... images) {
        return new Catalog(
                version,
                Instant.parse("2022-10-12T08:11:00Z"),
                Optional.of("gzip-jdk-1"),
                Map.of(
                        "istio",
                        new CatalogSource(
                                "https://github.com/istio/istio", Optional.of(version), "4".repeat(40), false)),
                List.of(images));
    }

    /** An index of platforms of one million bytes and more each. */
    public static CatalogImage image(String name, String variant, String content, String... platforms) {
        return new CatalogImage(
                name,
                variant,
                Repository.parse("ghcr.io/resf/istio/pilot"),
                Digest.sha256(content),
                MediaTypes.OCI_INDEX,
                List.of("1.14.5-debug"),
                Arrays.stream(platforms)
                        .map(platform -> new CatalogPlatform(
                                Platform.parse(platform),
                                Digest.sha256(content + platform),
                                1_000_000L * content.length(),
                                "istio-" + platform.replace('/', '-')))
                        .toList(),
                List.of(new Attachment("sbom", Digest.sha256("sbom" + content))));
    }
}
