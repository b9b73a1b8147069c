package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes images visible whose platforms are there by digest: the index over them, all of it asked for again in every hub,
 * then the tags, those that never change first.
 */
public final class BuilderTagger {
    private final ImageStore target;
    private final List<Repository> hubs;

    /** @param hubs that the platforms were sent to */
    public BuilderTagger(ImageStore target, List<Repository> hubs) {
        this.target = target;
        this.hubs = List.copyOf(hubs);
    }

    /**
     * Publishes an image.
     *
     * @param records one for each of its platforms
     * @return all tags, sorted
     * @throws WorkException if a platform has no record
     * @throws io.jenkins.plugins.istioimages.catalog.CatalogException if an image is not whole in a hub; no tag was
     *     written then
     * @throws StoreException if an immutable tag is something else already
     */
    List<Published> tag(BuilderImage image, BuilderTags tags, List<ImageRecord> records) {
        List<ImageRecord> sorted = records.stream()
                .sorted(Comparator.comparing(ImageRecord::platform))
                .toList();
        List<Platform> platforms = sorted.stream().map(ImageRecord::platform).toList();
        if (!platforms.equals(image.platforms())) {
            throw new WorkException(
                    image.label() + " is for " + image.platforms() + ", and was built for " + platforms);
        }
        List<Repository> repositories =
                hubs.stream().map(hub -> hub.resolve(image.name())).toList();
        ManifestContent content = content(repositories.get(0), sorted);
        repositories.forEach(repository -> complete(repository, image, content, sorted));
        List<Published> published = new ArrayList<>();
        tags.immutable()
                .ifPresent(tag -> repositories.forEach(
                        repository -> published.add(point(repository.tag(tag), content, platforms, false))));
        repositories.forEach(
                repository -> published.add(point(repository.tag(tags.moving()), content, platforms, true)));
        published.sort(Comparator.comparing(Published::reference));
        return published;
    }

    /** An index over the platforms in their order; the image itself where there is one only. */
    private ManifestContent content(Repository repository, List<ImageRecord> records) {
        if (records.size() == 1) {
            return target.manifest(repository, records.get(0).manifest().digest());
        }
        return ImageIndex.of(
                        MediaTypes.OCI_INDEX,
                        records.stream()
                                .map(one -> one.manifest().withPlatform(one.platform()))
                                .toList())
                .content();
    }

    private void complete(
            Repository repository, BuilderImage image, ManifestContent content, List<ImageRecord> records) {
        if (content.isIndex() && !isThere(repository.digest(content.digest()), content)) {
            target.pushManifest(repository, content);
        }
        CatalogImage whole = new CatalogImage(
                image.name(),
                image.version(),
                repository,
                content.digest(),
                content.mediaType(),
                List.of(),
                records.stream()
                        .map(one -> new CatalogPlatform(
                                one.platform(), one.manifest().digest(), one.size(), one.stage()))
                        .toList(),
                List.of());
        new CatalogVerifier(target)
                .verifyImages(
                        new Catalog(image.version(), Instant.EPOCH, Optional.empty(), Map.of(), List.of(whole)),
                        CatalogVerifier.Depth.PRESENCE);
    }

    private Published point(Reference tag, ManifestContent content, List<Platform> platforms, boolean move) {
        Optional<Descriptor> found = target.resolve(tag);
        boolean right =
                found.filter(other -> other.digest().equals(content.digest())).isPresent();
        if (!right && found.isPresent() && !move) {
            throw new StoreException(tag + " is " + found.get().digest() + " since another build of this commit ended"
                    + " first, and is not set again");
        }
        if (!right) {
            target.tag(tag, content);
            if (!isThere(tag, content)) {
                throw new StoreException(target + " took " + tag + " and does not give " + content.digest() + " back");
            }
        }
        return new Published(tag, content.descriptor(), platforms, !right);
    }

    private boolean isThere(Reference reference, ManifestContent content) {
        return target.resolve(reference)
                .filter(found -> found.digest().equals(content.digest()))
                .isPresent();
    }
}
