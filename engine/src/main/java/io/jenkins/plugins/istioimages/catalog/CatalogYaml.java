package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.InvalidFileException;
import io.jenkins.plugins.istioimages.manifest.YamlBlock;
import io.jenkins.plugins.istioimages.manifest.YamlFile;
import java.nio.file.Path;

/** {@code images.yaml}: written so that equal catalogs give equal bytes, read strictly. */
public final class CatalogYaml {
    private CatalogYaml() {}

    /** The text of the file; ends with a line feed. */
    public static String write(Catalog catalog) {
        YamlBlock file = YamlBlock.lines()
                .put(CatalogKeys.API_VERSION, Catalog.API_VERSION)
                .put(CatalogKeys.VERSION, catalog.version())
                .put(CatalogKeys.CREATED, catalog.created());
        catalog.compressor().ifPresent(id -> file.put(CatalogKeys.COMPRESSOR, id));
        YamlBlock sources = YamlBlock.lines();
        catalog.sources().forEach((name, source) -> sources.put(name, source(source)));
        return file.put(CatalogKeys.SOURCES, sources)
                .putAll(
                        CatalogKeys.IMAGES,
                        catalog.images().stream().map(CatalogYaml::image).toList())
                .toText();
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read
     * @throws InvalidFileException if it is no catalog; every problem has its place
     */
    public static Catalog read(Path file) {
        return new CatalogReader(YamlFile.read(file)).read();
    }

    /** {@link #read(Path)} from bytes; the name stands in locations. */
    public static Catalog read(String name, byte[] content) {
        return new CatalogReader(YamlFile.of(name, content)).read();
    }

    private static YamlBlock source(CatalogSource source) {
        YamlBlock block = YamlBlock.oneLine().put(CatalogKeys.GIT, source.git());
        source.branch().ifPresent(branch -> block.put(CatalogKeys.BRANCH, branch));
        block.put(CatalogKeys.SHA, source.sha());
        return source.dirty() ? block.put(CatalogKeys.DIRTY, true) : block;
    }

    private static YamlBlock image(CatalogImage image) {
        YamlBlock block = YamlBlock.lines()
                .put(CatalogKeys.NAME, image.name())
                .put(CatalogKeys.VARIANT, image.variant())
                .put(CatalogKeys.REPOSITORY, image.repository().toString())
                .put(CatalogKeys.DIGEST, image.digest().toString())
                .put(CatalogKeys.MEDIA_TYPE, image.mediaType())
                .putTexts(CatalogKeys.TAGS, image.tags())
                .putAll(
                        CatalogKeys.PLATFORMS,
                        image.platforms().stream().map(CatalogYaml::platform).toList());
        return image.attachments().isEmpty()
                ? block
                : block.putAll(
                        CatalogKeys.ATTACHMENTS,
                        image.attachments().stream()
                                .map(CatalogYaml::attachment)
                                .toList());
    }

    private static YamlBlock platform(CatalogPlatform platform) {
        return YamlBlock.oneLine()
                .put(CatalogKeys.PLATFORM, platform.platform().toString())
                .put(CatalogKeys.DIGEST, platform.digest().toString())
                .put(CatalogKeys.SIZE, platform.size())
                .put(CatalogKeys.STAGE, platform.stage());
    }

    private static YamlBlock attachment(Attachment attachment) {
        return YamlBlock.oneLine()
                .put(CatalogKeys.TYPE, attachment.type())
                .put(CatalogKeys.DIGEST, attachment.digest().toString());
    }
}
