package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An image that is about to be copied, with all that belongs to it.
 *
 * @param pair from where to where
 * @param root what will be tagged
 * @param plan everything that must be there before
 * @param attached how many of the plan's manifests are attached to the image
 * @param attachmentTags further tags, made of digests, that name attachments
 */
record PlannedCopy(
        CopyPair pair, ManifestContent root, CopyPlan plan, int attached, Map<String, ManifestContent> attachmentTags) {
    PlannedCopy {
        attachmentTags = new TreeMap<>(attachmentTags);
    }

    /** What it consists of. */
    CopyPreview preview() {
        List<ManifestContent> all = plan.manifests();
        int image = all.size() - attached;
        return new CopyPreview(pair, root, all.subList(0, image), all.subList(image, all.size()), attachmentTags);
    }

    Repository from() {
        return pair.source().repository();
    }

    Repository to() {
        return pair.destination().repository();
    }

    Collection<Descriptor> blobs() {
        return plan.blobs();
    }

    /** The tags of attachments at the destination. */
    Map<Reference, ManifestContent> taggedAttachments() {
        Map<Reference, ManifestContent> tags = new TreeMap<>();
        attachmentTags.forEach((tag, content) -> tags.put(to().tag(tag), content));
        return tags;
    }

    /** The tag at the destination, where one was asked for. */
    Optional<Reference> tagged() {
        return pair.destination().tag().map(tag -> to().tag(tag));
    }

    /**
     * What was done.
     *
     * @param blobs how this copy's blobs came to their place
     * @param pushed manifests that were written, of all copies; those that are told here are taken out, so that what
     *     several copies share is told once
     * @param tagged tags that were written
     */
    CopyReport report(List<CopyReport.Blob> blobs, Set<Reference> pushed, Set<Reference> tagged) {
        int written = 0;
        for (ManifestContent content : plan.manifests()) {
            written += pushed.remove(to().digest(content.digest())) ? 1 : 0;
        }
        return new CopyReport(
                pair.source(),
                pair.destination(),
                root.descriptor(),
                blobs,
                written,
                plan.manifests().size() - written,
                attached,
                tagged().filter(tagged::contains).isPresent());
    }
}
