package io.jenkins.plugins.istioimages.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;

/** The same as {@code images.yaml}, as JSON. */
public final class JsonRendering implements Rendering {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "the same as images.yaml, as JSON";
    }

    @Override
    public String render(Catalog catalog) {
        return Json.pretty(tree(catalog));
    }

    /** The catalog as a tree with the fields of {@code images.yaml}. */
    public static ObjectNode tree(Catalog catalog) {
        ObjectNode root = Json.object()
                .put(CatalogKeys.API_VERSION, Catalog.API_VERSION)
                .put(CatalogKeys.VERSION, catalog.version())
                .put(CatalogKeys.CREATED, catalog.created().toString());
        catalog.compressor().ifPresent(id -> root.put(CatalogKeys.COMPRESSOR, id));
        ObjectNode sources = root.putObject(CatalogKeys.SOURCES);
        catalog.sources().forEach((name, source) -> sources.set(name, source(source)));
        ArrayNode images = root.putArray(CatalogKeys.IMAGES);
        catalog.images().forEach(image -> images.add(image(image)));
        return root;
    }

    private static ObjectNode source(CatalogSource source) {
        ObjectNode node = Json.object().put(CatalogKeys.GIT, source.git()).put(CatalogKeys.SHA, source.sha());
        source.branch().ifPresent(branch -> node.put(CatalogKeys.BRANCH, branch));
        return source.dirty() ? node.put(CatalogKeys.DIRTY, true) : node;
    }

    private static ObjectNode image(CatalogImage image) {
        ObjectNode node = Json.object()
                .put(CatalogKeys.NAME, image.name())
                .put(CatalogKeys.VARIANT, image.variant())
                .put(CatalogKeys.REPOSITORY, image.repository().toString())
                .put(CatalogKeys.DIGEST, image.digest().toString())
                .put(CatalogKeys.MEDIA_TYPE, image.mediaType());
        ArrayNode tags = node.putArray(CatalogKeys.TAGS);
        image.tags().forEach(tags::add);
        ArrayNode platforms = node.putArray(CatalogKeys.PLATFORMS);
        image.platforms().forEach(platform -> platforms.add(platform(platform)));
        if (!image.attachments().isEmpty()) {
            ArrayNode attachments = node.putArray(CatalogKeys.ATTACHMENTS);
            image.attachments().forEach(one -> attachments
                    .addObject()
                    .put(CatalogKeys.TYPE, one.type())
                    .put(CatalogKeys.DIGEST, one.digest().toString()));
        }
        return node;
    }

    private static ObjectNode platform(CatalogPlatform platform) {
        return Json.object()
                .put(CatalogKeys.PLATFORM, platform.platform().toString())
                .put(CatalogKeys.DIGEST, platform.digest().toString())
                .put(CatalogKeys.SIZE, platform.size())
                .put(CatalogKeys.STAGE, platform.stage());
    }
}
