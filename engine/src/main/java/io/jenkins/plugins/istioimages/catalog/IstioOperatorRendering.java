package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.manifest.YamlBlock;

/** The resource that {@code istioctl install -f} takes, with hub and tag (istio api/operator/v1alpha1/operator.proto). */
final class IstioOperatorRendering implements Rendering {
    private final RenderOptions options;

    IstioOperatorRendering(RenderOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "istiooperator";
    }

    @Override
    public String description() {
        return "IstioOperator with hub and tag, for istioctl install -f";
    }

    @Override
    public String render(Catalog catalog) {
        HubAndTag names = HubAndTag.of(new VariantChoice(catalog, options.variant()).images());
        return YamlBlock.lines()
                .put("apiVersion", "install.istio.io/v1alpha1")
                .put("kind", "IstioOperator")
                .put(
                        "metadata",
                        YamlBlock.lines().put("namespace", "istio-system").put("name", "istio"))
                .put("spec", YamlBlock.lines().put("hub", names.hub()).put("tag", names.tag()))
                .toText();
    }
}
