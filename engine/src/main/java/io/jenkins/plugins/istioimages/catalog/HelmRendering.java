package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.manifest.YamlBlock;
import java.util.List;
import java.util.Optional;

/**
 * Values for Istio's Helm charts: hub and tag for all images, and the images that have a value of their own by digest. A
 * value with a slash in it is taken as a whole reference (istio manifests/charts, templates of istio-discovery and
 * istio-cni).
 */
final class HelmRendering implements Rendering {
    private final RenderOptions options;

    HelmRendering(RenderOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "helm";
    }

    @Override
    public String description() {
        return "values for Istio's Helm charts";
    }

    @Override
    public String render(Catalog catalog) {
        List<CatalogImage> images = new VariantChoice(catalog, options.variant()).images();
        HubAndTag names = HubAndTag.of(images);
        YamlBlock global = YamlBlock.lines().put("hub", names.hub()).put("tag", names.tag());
        pinned(images, "proxyv2").ifPresent(image -> {
            global.put("proxy", image(image));
            global.put("proxy_init", image(image));
        });
        YamlBlock values = YamlBlock.lines().put("global", global);
        pinned(images, "pilot").ifPresent(image -> values.put("pilot", image(image)));
        pinned(images, "install-cni").ifPresent(image -> values.put("cni", image(image)));
        return values.toText();
    }

    private static Optional<String> pinned(List<CatalogImage> images, String name) {
        return images.stream()
                .filter(image -> image.name().equals(name))
                .map(image -> image.pinned().toString())
                .findFirst();
    }

    private static YamlBlock image(String reference) {
        return YamlBlock.lines().put("image", reference);
    }
}
