package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Copies images between any two stores, byte for byte: blobs, then manifests from the leaves to the root, then what
 * they are known to be attached to, then tags. What the target has is left alone, so a copy that was cut goes on where
 * it was, and one that is done sends nothing.
 */
public final class ImageCopier {
    private final ImageStore source;
    private final ImageStore target;
    private final CopyOptions options;

    public ImageCopier(ImageStore source, ImageStore target, CopyOptions options) {
        this.source = source;
        this.target = target;
        this.options = options;
    }

    /**
     * Copies what a reference names.
     *
     * @param destination a tag; or a digest, which must be the one that is copied
     * @throws NotFoundException if the source has no such image
     * @throws InputException if a wanted platform is missing, or the digest is another one
     */
    public CopyReport copy(Reference from, Reference destination) {
        try (Workers workers = new Workers("copy", options.concurrency())) {
            return copy(from, destination, workers);
        }
    }

    /**
     * Copies all tags of a repository.
     *
     * @return a report for each, in the order of the tags
     * @throws NotFoundException if there is none
     */
    public List<CopyReport> copyAllTags(Repository from, Repository destination) {
        List<String> tags = source.tags(from);
        if (tags.isEmpty()) {
            throw new NotFoundException(from + " has no tags in " + source);
        }
        List<CopyReport> reports = new ArrayList<>();
        try (Workers workers = new Workers("copy", options.concurrency())) {
            for (String tag : tags) {
                reports.add(copy(from.tag(tag), destination.tag(tag), workers));
            }
        }
        return reports;
    }

    private CopyReport copy(Reference from, Reference destination, Workers workers) {
        Repository repository = from.repository();
        ManifestContent root = new PlatformSubset(source, repository, options.platforms()).of(source.manifest(from));
        checkDigest(destination, root.digest());
        CopyPlan plan = new CopyPlan(source, repository, workers);
        plan.add(root);
        Map<String, ManifestContent> tags = new TreeMap<>();
        int attached = 0;
        if (options.referrers()) {
            int images = plan.manifests().size();
            Attachments attachments = new Attachments(source, repository);
            attachments.addReferrers(plan);
            tags.putAll(attachments.addCosignTags(plan));
            attached = plan.manifests().size() - images;
        }
        List<CopyReport.Blob> blobs = pushBlobs(plan, repository, destination.repository(), workers);
        int pushed = pushManifests(plan, repository, destination.repository(), workers);
        tags.forEach((tag, content) -> tag(destination.repository().tag(tag), content));
        boolean tagged = destination.tag().isPresent()
                && tag(destination.repository().tag(destination.tag().get()), root);
        return new CopyReport(
                from,
                destination,
                root.descriptor(),
                blobs,
                pushed,
                plan.manifests().size() - pushed,
                attached,
                tagged);
    }

    private List<CopyReport.Blob> pushBlobs(CopyPlan plan, Repository from, Repository to, Workers workers) {
        return workers.map(
                plan.blobs(),
                blob -> new CopyReport.Blob(blob, target.pushBlob(to, BlobSource.ofStore(source, from, blob))));
    }

    /** @return how many were not there */
    private int pushManifests(CopyPlan plan, Repository from, Repository to, Workers workers) {
        AtomicInteger pushed = new AtomicInteger();
        for (List<ManifestContent> level : plan.byLevel()) {
            workers.forEach(level, content -> {
                if (!resolves(to.digest(content.digest()), content)) {
                    pushManifest(plan, from, to, content);
                    pushed.incrementAndGet();
                    verify(to.digest(content.digest()), content);
                }
            });
        }
        return pushed.get();
    }

    /** Where the target lacks what it said before that it has, each of it is sent once more. */
    private void pushManifest(CopyPlan plan, Repository from, Repository to, ManifestContent content) {
        Set<Digest> again = new HashSet<>();
        while (true) {
            try {
                target.pushManifest(to, content);
                return;
            } catch (StoreException e) {
                List<Descriptor> lacking = e instanceof MissingContent named
                        ? plan.blobs().stream()
                                .filter(blob -> named.missing().contains(blob.digest()))
                                .filter(blob -> again.add(blob.digest()))
                                .toList()
                        : List.of();
                if (lacking.isEmpty()) {
                    throw e;
                }
                lacking.forEach(blob -> target.pushBlob(to, BlobSource.ofStore(source, from, blob)));
            }
        }
    }

    /** @return whether it had to be written */
    private boolean tag(Reference tag, ManifestContent content) {
        if (resolves(tag, content)) {
            return false;
        }
        target.tag(tag, content);
        verify(tag, content);
        return true;
    }

    private boolean resolves(Reference reference, ManifestContent content) {
        Optional<Descriptor> found = target.resolve(reference);
        return found.filter(descriptor -> descriptor.digest().equals(content.digest()))
                .isPresent();
    }

    private void verify(Reference reference, ManifestContent content) {
        if (!resolves(reference, content)) {
            throw new StoreException(target + " took " + content.digest() + " as " + reference
                    + " and does not give it back: " + target.resolve(reference).map(Descriptor::digest));
        }
    }

    private static void checkDigest(Reference destination, Digest copied) {
        if (destination.digest().isPresent() && !destination.digest().get().equals(copied)) {
            throw new InputException("what would be copied has the digest " + copied + ", not the one of '"
                    + destination + "'; give a tag instead");
        }
    }
}
