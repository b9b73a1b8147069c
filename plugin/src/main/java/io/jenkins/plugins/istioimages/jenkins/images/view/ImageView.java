package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.Sizes;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One image in one variant.
 *
 * @param name for example {@code pilot}
 * @param variant for example {@code distroless}
 * @param repository that holds it
 * @param digest of the index, or of the manifest where there is one platform
 * @param mediaType of what the digest names
 * @param tags without a leading v
 * @param references {@code repository:tag} for each tag
 * @param pinned {@code repository@digest}
 * @param size bytes of all platforms together
 * @param platforms in the order of the release
 * @param attachments in the order in which they were made
 */
@ExportedBean(defaultVisibility = 9)
public record ImageView(
        @Exported String name,
        @Exported String variant,
        @Exported String repository,
        @Exported String digest,
        @Exported String mediaType,
        @Exported List<String> tags,
        @Exported List<String> references,
        @Exported String pinned,
        @Exported long size,
        @Exported List<PlatformView> platforms,
        @Exported List<AttachmentView> attachments) {
    public ImageView {
        tags = List.copyOf(tags);
        references = List.copyOf(references);
        platforms = List.copyOf(platforms);
        attachments = List.copyOf(attachments);
    }

    static ImageView of(CatalogImage image) {
        List<PlatformView> platforms =
                image.platforms().stream().map(PlatformView::of).toList();
        return new ImageView(
                image.name(),
                image.variant(),
                image.repository().toString(),
                image.digest().toString(),
                image.mediaType(),
                image.tags(),
                image.references().stream().map(Reference::toString).toList(),
                image.pinned().toString(),
                platforms.stream().mapToLong(PlatformView::size).sum(),
                platforms,
                image.attachments().stream().map(AttachmentView::of).toList());
    }

    /** {@code 103.4 MB}. */
    public String sizeText() {
        return Sizes.of(size);
    }

    /** The first digits of the digest. */
    public String shortDigest() {
        return Abbreviated.digest(digest);
    }

    /** Whether it is the same image of another release: same name, variant and repository. */
    boolean isTwin(ImageView other) {
        return name.equals(other.name) && variant.equals(other.variant) && repository.equals(other.repository);
    }
}
