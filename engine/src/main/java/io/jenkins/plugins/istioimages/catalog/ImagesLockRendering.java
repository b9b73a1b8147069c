package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.manifest.YamlBlock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carvel's ImagesLock: what {@code imgpkg copy --lock} moves to another registry, and {@code kbld} resolves names with
 * (imgpkg pkg/imgpkg/lockconfig/images_lock.go). It holds every image once, by digest.
 */
final class ImagesLockRendering implements Rendering {
    @Override
    public String name() {
        return "imageslock";
    }

    @Override
    public String description() {
        return "Carvel ImagesLock, for imgpkg and kbld";
    }

    @Override
    public String render(Catalog catalog) {
        Map<String, YamlBlock> byReference = new LinkedHashMap<>();
        for (CatalogImage image : catalog.images()) {
            byReference.putIfAbsent(image.pinned().toString(), entry(image));
        }
        return YamlBlock.lines()
                .put("apiVersion", "imgpkg.carvel.dev/v1alpha1")
                .put("kind", "ImagesLock")
                .putAll("images", byReference.values().stream().toList())
                .toText();
    }

    private static YamlBlock entry(CatalogImage image) {
        YamlBlock entry = YamlBlock.lines().put("image", image.pinned().toString());
        return image.references().stream()
                .findFirst()
                .map(tag -> entry.put("annotations", YamlBlock.lines().put("kbld.carvel.dev/id", tag.toString())))
                .orElse(entry);
    }
}
