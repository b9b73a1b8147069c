package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Comparator;
import java.util.List;

/**
 * One image in one variant.
 *
 * @param name for example {@code pilot}
 * @param variant for example {@code distroless}
 * @param repository that holds it
 * @param digest of the index; of the manifest where there is one platform only
 * @param mediaType of what the digest names
 * @param tags never with a leading v
 * @param platforms in the order of the manifest's architectures
 * @param attachments in the order in which they were made
 */
public record CatalogImage(
        String name,
        String variant,
        Repository repository,
        Digest digest,
        String mediaType,
        List<String> tags,
        List<CatalogPlatform> platforms,
        List<Attachment> attachments)
        implements Comparable<CatalogImage> {
    private static final Comparator<CatalogImage> ORDER = Comparator.comparing(CatalogImage::name)
            .thenComparing(CatalogImage::variant)
            .thenComparing(CatalogImage::repository);

    public CatalogImage {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        attachments = List.copyOf(attachments);
    }

    /** {@code repository@digest}: what never changes. */
    public Reference pinned() {
        return repository.digest(digest);
    }

    /** {@code repository:tag} for each tag. */
    public List<Reference> references() {
        return tags.stream().map(repository::tag).toList();
    }

    /** By name, then variant. */
    @Override
    public int compareTo(CatalogImage other) {
        return ORDER.compare(this, other);
    }
}
