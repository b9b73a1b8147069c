package io.jenkins.plugins.istioimages.catalog;

/** The catalog itself: {@code images.yaml}. */
final class YamlRendering implements Rendering {
    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public String description() {
        return "images.yaml itself";
    }

    @Override
    public String render(Catalog catalog) {
        return CatalogYaml.write(catalog);
    }
}
