package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.Instant;
import java.util.Collection;
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

    /**
     * This catalog with the images of another of the same release beside its own. Where both have an image in the same
     * repository the other's stands, as the later one.
     *
     * @param later of the same version, made from the same commits
     * @throws InputException if it is of another version, or made from something else
     */
    public Catalog plus(Catalog later) {
        if (!version.equals(later.version)) {
            throw new InputException("a catalog of " + later.version + " cannot be added to one of " + version);
        }
        Map<String, CatalogSource> merged = new LinkedHashMap<>(sources);
        later.sources.forEach((name, source) -> {
            CatalogSource known = merged.putIfAbsent(name, source);
            if (known != null && (!known.sha().equals(source.sha()) || known.dirty() != source.dirty())) {
                throw new InputException("images of " + version + " are recorded already, made from " + name + " at "
                        + known.sha() + (known.dirty() ? " with changes" : "") + "; these are made from "
                        + source.sha() + (source.dirty() ? " with changes" : ""));
            }
        });
        Map<List<String>, CatalogImage> all = new LinkedHashMap<>();
        List.of(images, later.images).stream()
                .flatMap(Collection::stream)
                .forEach(image -> all.put(
                        List.of(
                                image.name(),
                                image.variant(),
                                image.repository().toString()),
                        image));
        return new Catalog(
                version,
                created.isAfter(later.created) ? created : later.created,
                later.compressor.or(() -> compressor),
                merged,
                List.copyOf(all.values()));
    }
}
