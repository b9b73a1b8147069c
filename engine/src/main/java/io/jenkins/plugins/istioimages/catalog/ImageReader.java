package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.YamlMapping;
import io.jenkins.plugins.istioimages.manifest.YamlValue;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads one entry of {@code images}. */
final class ImageReader {
    private final YamlMapping entry;

    ImageReader(YamlMapping entry) {
        this.entry = entry;
    }

    /** The image; nothing, and recorded problems, where a part is missing or wrong. */
    Optional<CatalogImage> read() {
        entry.allow(CatalogKeys.IMAGE);
        Optional<String> name = required(CatalogKeys.NAME, Function.identity());
        Optional<String> variant = required(CatalogKeys.VARIANT, Function.identity());
        Optional<Repository> repository = required(CatalogKeys.REPOSITORY, Repository::parse);
        Optional<Digest> digest = required(CatalogKeys.DIGEST, Digest::parse);
        Optional<String> mediaType = required(CatalogKeys.MEDIA_TYPE, ImageReader::mediaType);
        List<String> tags = tags();
        List<CatalogPlatform> platforms = platforms();
        List<Attachment> attachments = attachments();
        if (name.isEmpty() || variant.isEmpty() || repository.isEmpty() || digest.isEmpty() || mediaType.isEmpty()) {
            return Optional.empty();
        }
        CatalogImage image = new CatalogImage(
                name.get(),
                variant.get(),
                repository.get(),
                digest.get(),
                mediaType.get(),
                tags,
                platforms,
                attachments);
        checkWhole(image);
        return Optional.of(image);
    }

    private void checkWhole(CatalogImage image) {
        if (!MediaTypes.isIndex(image.mediaType())
                && image.platforms().size() == 1
                && !image.platforms().get(0).digest().equals(image.digest())) {
            entry.problem(
                    CatalogKeys.DIGEST,
                    "the digest of an image of one platform is that of the platform, "
                            + image.platforms().get(0).digest());
        }
        if (!MediaTypes.isIndex(image.mediaType()) && image.platforms().size() > 1) {
            entry.problem(CatalogKeys.MEDIA_TYPE, "an image of several platforms is an index");
        }
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (YamlValue item : items(CatalogKeys.TAGS)) {
            item.parsed(ImageReader::tag).ifPresent(tag -> {
                if (tags.contains(tag)) {
                    item.problem("the tag stands here twice");
                }
                tags.add(tag);
            });
        }
        return tags;
    }

    private static String tag(String text) {
        if (TagPlan.hasLeadingV(text)) {
            throw new InputException("tag '" + text + "' is wrong: no tag has a leading v");
        }
        return Reference.checkTag(text);
    }

    private List<CatalogPlatform> platforms() {
        List<CatalogPlatform> platforms = new ArrayList<>();
        Set<Platform> seen = new HashSet<>();
        List<YamlValue> items =
                entry.require(CatalogKeys.PLATFORMS).map(YamlValue::items).orElse(List.of());
        if (items.isEmpty() && entry.get(CatalogKeys.PLATFORMS).isPresent()) {
            entry.problem(CatalogKeys.PLATFORMS, "an image has at least one platform");
        }
        for (YamlValue item : items) {
            item.mapping().flatMap(ImageReader::platform).ifPresent(one -> {
                if (!seen.add(one.platform())) {
                    item.problem("the platform " + one.platform() + " stands here twice");
                }
                platforms.add(one);
            });
        }
        return platforms;
    }

    private static Optional<CatalogPlatform> platform(YamlMapping mapping) {
        mapping.allow(CatalogKeys.ONE_PLATFORM);
        Optional<Platform> platform = required(mapping, CatalogKeys.PLATFORM, Platform::parse);
        Optional<Digest> digest = required(mapping, CatalogKeys.DIGEST, Digest::parse);
        OptionalLong size =
                mapping.require(CatalogKeys.SIZE).map(ImageReader::size).orElse(OptionalLong.empty());
        Optional<String> stage = required(mapping, CatalogKeys.STAGE, Function.identity());
        if (platform.isEmpty() || digest.isEmpty() || size.isEmpty() || stage.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CatalogPlatform(platform.get(), digest.get(), size.getAsLong(), stage.get()));
    }

    private static OptionalLong size(YamlValue value) {
        OptionalLong size = value.whole();
        if (size.isPresent() && size.getAsLong() < 0) {
            value.problem("expected a number of bytes");
            return OptionalLong.empty();
        }
        return size;
    }

    private List<Attachment> attachments() {
        List<Attachment> attachments = new ArrayList<>();
        for (YamlValue item : items(CatalogKeys.ATTACHMENTS)) {
            item.mapping().ifPresent(mapping -> {
                mapping.allow(CatalogKeys.ATTACHMENT);
                Optional<String> type = required(mapping, CatalogKeys.TYPE, Function.identity());
                Optional<Digest> digest = required(mapping, CatalogKeys.DIGEST, Digest::parse);
                type.ifPresent(t -> digest.ifPresent(d -> attachments.add(new Attachment(t, d))));
            });
        }
        return attachments;
    }

    private List<YamlValue> items(String key) {
        return entry.get(key).map(YamlValue::items).orElse(List.of());
    }

    private <T> Optional<T> required(String key, Function<String, T> parser) {
        return required(entry, key, parser);
    }

    private static <T> Optional<T> required(YamlMapping mapping, String key, Function<String, T> parser) {
        return mapping.require(key).flatMap(value -> value.parsed(parser));
    }

    private static String mediaType(String text) {
        if (!MediaTypes.isIndex(text) && !MediaTypes.isManifest(text)) {
            throw new InputException(
                    "'" + text + "' is wrong: expected the media type of an index or an image manifest," + " like "
                            + MediaTypes.OCI_INDEX);
        }
        return text;
    }
}
