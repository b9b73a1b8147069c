package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chooses of each image the one variant that is deployed. */
final class VariantChoice {
    private final Catalog catalog;
    private final Optional<String> wanted;

    VariantChoice(Catalog catalog, Optional<String> wanted) {
        this.catalog = catalog;
        this.wanted = wanted;
    }

    /**
     * One variant of each image, by name. An image that the wanted variant is not made of is there in its default one.
     *
     * @throws InputException if no image has the wanted variant
     */
    List<CatalogImage> images() {
        Map<String, List<CatalogImage>> byName = new TreeMap<>();
        catalog.images().forEach(image -> byName.computeIfAbsent(image.name(), name -> new ArrayList<>())
                .add(image));
        wanted.ifPresent(this::checkKnown);
        return byName.values().stream().map(this::choose).toList();
    }

    private CatalogImage choose(List<CatalogImage> variants) {
        return variants.stream()
                .filter(image -> wanted.filter(image.variant()::equals).isPresent())
                .findFirst()
                .or(() -> variants.stream()
                        .filter(image -> image.tags().contains(catalog.version()))
                        .findFirst())
                .orElse(variants.get(0));
    }

    private void checkKnown(String variant) {
        TreeSet<String> known = new TreeSet<>();
        catalog.images().forEach(image -> known.add(image.variant()));
        if (!known.contains(variant)) {
            throw new InputException("no image has the variant '" + variant + "'" + NearestName.hint(variant, known)
                    + (known.isEmpty() ? "" : " (known: " + String.join(", ", known) + ")"));
        }
    }
}
