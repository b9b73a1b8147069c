package io.jenkins.plugins.istioimages.catalog;

import java.util.List;

/** The names that stand in {@code images.yaml}, in the order in which they are written. */
final class CatalogKeys {
    static final String API_VERSION = "apiVersion";
    static final String VERSION = "version";
    static final String CREATED = "created";
    static final String COMPRESSOR = "compressor";
    static final String SOURCES = "sources";
    static final String IMAGES = "images";
    static final List<String> TOP = List.of(API_VERSION, VERSION, CREATED, COMPRESSOR, SOURCES, IMAGES);

    static final String GIT = "git";
    static final String BRANCH = "branch";
    static final String SHA = "sha";
    static final String DIRTY = "dirty";
    static final List<String> SOURCE = List.of(GIT, BRANCH, SHA, DIRTY);

    static final String NAME = "name";
    static final String VARIANT = "variant";
    static final String REPOSITORY = "repository";
    static final String DIGEST = "digest";
    static final String MEDIA_TYPE = "mediaType";
    static final String TAGS = "tags";
    static final String PLATFORMS = "platforms";
    static final String ATTACHMENTS = "attachments";
    static final List<String> IMAGE =
            List.of(NAME, VARIANT, REPOSITORY, DIGEST, MEDIA_TYPE, TAGS, PLATFORMS, ATTACHMENTS);

    static final String PLATFORM = "platform";
    static final String SIZE = "size";
    static final String STAGE = "stage";
    static final List<String> ONE_PLATFORM = List.of(PLATFORM, DIGEST, SIZE, STAGE);

    static final String TYPE = "type";
    static final List<String> ATTACHMENT = List.of(TYPE, DIGEST);

    private CatalogKeys() {}
}
