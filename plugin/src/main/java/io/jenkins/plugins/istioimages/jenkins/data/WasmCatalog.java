package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Wasm plugin image as a catalog: what pages, other steps and publishing know images by. Its variant is its form, its
 * version the tag; where that is none, the day of the run.
 */
public final class WasmCatalog {
    private static final String STAGE = "wasm";

    private WasmCatalog() {}

    /** @param now time of the run */
    public static Catalog of(WasmPluginImage image, Instant now) {
        Repository repository = Repository.parse(image.getRepository());
        Digest digest = Digest.parse(image.getDigest());
        boolean docker = image.getFormat().equals(WasmFormat.DOCKER.id());
        CatalogImage one = new CatalogImage(
                repository.name(),
                image.getFormat(),
                repository,
                digest,
                docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST,
                List.of(image.getTag()),
                // What Istio asks for, on machines of all kinds.
                List.of(new CatalogPlatform(Platform.LINUX_AMD64, digest, image.size(), STAGE)),
                List.of());
        return new Catalog(version(image.getTag(), now), now, Optional.empty(), Map.of(), List.of(one));
    }

    private static String version(String tag, Instant now) {
        try {
            return new ReleaseVersion(tag).text();
        } catch (InputException e) {
            return DateTimeFormatter.BASIC_ISO_DATE.format(
                    now.atOffset(ZoneOffset.UTC).toLocalDate());
        }
    }
}
