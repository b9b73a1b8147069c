package io.jenkins.plugins.istioimages.catalog;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a release produced: {@code images.yaml}.
 *
 * @param version of the release
 * @param created commit time of the istio source: no clock in any published byte
 * @param compressor id of what compressed the layers, so that a digest that differs explains itself
 * @param sources what it was made from, by name
 * @param images sorted by name and variant
 */
public record Catalog(
        String version,
        Instant created,
        Optional<String> compressor,
        Map<String, CatalogSource> sources,
        List<CatalogImage> images) {
    /** The form of the file. */
    public static final String API_VERSION = "istio-images/v1";

    public Catalog {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        images = images.stream().sorted().toList();
    }
}
