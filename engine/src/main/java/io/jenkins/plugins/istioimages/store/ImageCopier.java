package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Copies images between any two stores, byte for byte: blobs, then manifests from the leaves to the root, then what
 * they are known to be attached to, then tags. What the target has is left alone, so a copy that was cut goes on where
 * it was, and one that is done sends nothing.
 *
 * <p>Many images are copied together: what they share is read and sent once, and none of them is tagged before all are
 * there.
 */
public final class ImageCopier {
    /** Images whose manifests are held in memory together. */
    private static final int TOGETHER = 64;

    private final ImageStore source;
    private final ImageStore target;
    private final CopyOptions options;

    private final TransferListener listener;

    /** Tells nobody how it goes on. */
    public ImageCopier(ImageStore source, ImageStore target, CopyOptions options) {
        this(source, target, options, TransferListener.NONE);
    }

    /** @param listener hears of the images; of blobs it hears from the target, if that knows it too */
    public ImageCopier(ImageStore source, ImageStore target, CopyOptions options, TransferListener listener) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Copies what a reference names.
     *
     * @param destination a tag; or a digest, which must be the one that is copied
     * @throws NotFoundException if the source has no such image
     * @throws InputException if a wanted platform is missing, or the digest is another one
     */
    public CopyReport copy(Reference from, Reference destination) {
        List<CopyReport> reports = new ArrayList<>();
        copyAll(List.of(new CopyPair(from, destination)), reports::add);
        return reports.get(0);
    }

    /**
     * Copies all tags of a repository.
     *
     * @return a report for each, in the order of the tags
     * @throws NotFoundException if there is none
     */
    public List<CopyReport> copyAllTags(Repository from, Repository destination) {
        List<CopyReport> reports = new ArrayList<>();
        copyAll(allTags(from, destination), reports::add);
        return reports;
    }

    /**
     * What {@link #copyAllTags} would copy.
     *
     * @throws NotFoundException if there is none
     */
    public List<CopyPair> allTags(Repository from, Repository destination) {
        List<String> tags = source.tags(from);
        if (tags.isEmpty()) {
            throw new NotFoundException(from + " has no tags in " + source);
        }
        return tags.stream()
                .map(tag -> new CopyPair(from.tag(tag), destination.tag(tag)))
                .toList();
    }

    /**
     * Copies many images.
     *
     * @param done hears of each in their order, when it and those around it are in place
     * @throws NotFoundException if the source lacks one
     * @throws InputException if a wanted platform is missing, or a digest is another one
     */
    public void copyAll(List<CopyPair> pairs, Consumer<CopyReport> done) {
        try (Workers images = new Workers("copy-image", options.concurrency());
                Workers transfers = new Workers("copy", options.concurrency())) {
            for (int from = 0; from < pairs.size(); from += TOGETHER) {
                List<CopyPair> together = pairs.subList(from, Math.min(pairs.size(), from + TOGETHER));
                copy(new CopyPlanner(source, options, images, transfers).plan(together), transfers)
                        .forEach(done);
            }
        }
    }

    /**
     * What {@link #copyAll} would look at in the target, by reading the source alone.
     *
     * @return in the order of the pairs
     * @throws NotFoundException if the source lacks one
     * @throws InputException if a wanted platform is missing, or a digest is another one
     */
    public List<CopyPreview> preview(List<CopyPair> pairs) {
        try (Workers images = new Workers("copy-image", options.concurrency());
                Workers transfers = new Workers("copy", options.concurrency())) {
            return new CopyPlanner(source, options, images, transfers)
                    .plan(pairs).stream().map(PlannedCopy::preview).toList();
        }
    }

    private List<CopyReport> copy(List<PlannedCopy> copies, Workers workers) {
        copies.forEach(copy -> listener.imageBegun(copy.pair().destination(), copy.blobs()));
        BlobMoves moves = new BlobMoves(source, target, workers);
        List<List<CopyReport.Blob>> blobs = moves.run(copies);
        ManifestMoves manifests = new ManifestMoves(target, moves, workers);
        Set<Reference> pushed = manifests.push(copies);
        Map<Reference, ManifestContent> attachments = new TreeMap<>();
        Map<Reference, ManifestContent> tags = new TreeMap<>();
        for (PlannedCopy copy : copies) {
            attachments.putAll(copy.taggedAttachments());
            copy.tagged().ifPresent(tag -> tags.put(tag, copy.root()));
        }
        new AttachmentTags(target, workers).write(attachments);
        Set<Reference> tagged = manifests.tag(tags);
        List<CopyReport> reports = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            reports.add(copies.get(i).report(blobs.get(i), pushed, tagged));
            listener.imageFinished(copies.get(i).pair().destination());
        }
        return reports;
    }
}
