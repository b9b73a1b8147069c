package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.manifest.YamlBlock;

/**
 * A Kustomize component that replaces Istio's images by these, by digest (kustomize api/types/image.go). It is named
 * under {@code components:}, or its {@code images:} are taken over.
 */
final class KustomizeRendering implements Rendering {
    private final RenderOptions options;

    KustomizeRendering(RenderOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "kustomize";
    }

    @Override
    public String description() {
        return "Kustomize component with images:";
    }

    @Override
    public String render(Catalog catalog) {
        return YamlBlock.lines()
                .put("apiVersion", "kustomize.config.k8s.io/v1alpha1")
                .put("kind", "Component")
                .putAll(
                        "images",
                        new VariantChoice(catalog, options.variant())
                                .images().stream().map(this::entry).toList())
                .toText();
    }

    private YamlBlock entry(CatalogImage image) {
        return YamlBlock.lines()
                .put("name", options.upstreamHub() + "/" + image.name())
                .put("newName", image.repository().toString())
                .put("digest", image.digest().toString());
    }
}
