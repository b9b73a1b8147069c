package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes cosign's tags, which others may write, too: the documents that the target has there stay, and those that are
 * copied are added. A registry cannot compare before it sets a tag, so it is read again after each write.
 */
final class AttachmentTags {
    /** Holds one document, which a later one replaces. */
    private static final String SBOM = ".sbom";

    /** How often a tag is written that others write at the same time. */
    private static final int WRITES = 5;

    private final ImageStore target;
    private final Workers workers;

    AttachmentTags(ImageStore target, Workers workers) {
        this.target = target;
        this.workers = workers;
    }

    /**
     * Writes those that lack something.
     *
     * @param tags what each is to have; it is in the target, by digest
     * @return the tags that were written
     */
    Set<Reference> write(Map<Reference, ManifestContent> tags) {
        Set<Reference> written = ConcurrentHashMap.newKeySet();
        workers.forEach(tags.entrySet(), entry -> {
            if (write(entry.getKey(), entry.getValue())) {
                written.add(entry.getKey());
            }
        });
        return written;
    }

    private boolean write(Reference tag, ManifestContent ours) {
        for (int i = 0; i <= WRITES; i++) {
            Optional<ManifestContent> there = there(tag, ours);
            Optional<ManifestContent> next = next(tag, ours, there);
            if (next.isEmpty()) {
                return i > 0;
            }
            if (i < WRITES) {
                target.tag(tag, next.get());
            }
        }
        throw new StoreException(
                tag + " does not hold what was written to it " + WRITES + " times; does somebody" + " else write it?");
    }

    private Optional<ManifestContent> there(Reference tag, ManifestContent ours) {
        return target.resolve(tag)
                .map(found -> found.digest().equals(ours.digest())
                        ? ours
                        : target.manifest(tag.repository(), found.digest()));
    }

    /** What the tag is to name; empty where it has all. Ours as it is, where that has all, so that its digest stays. */
    private Optional<ManifestContent> next(Reference tag, ManifestContent ours, Optional<ManifestContent> there) {
        if (there.isEmpty() || tag.tag().orElseThrow().endsWith(SBOM)) {
            boolean same =
                    there.filter(found -> found.digest().equals(ours.digest())).isPresent();
            return same ? Optional.empty() : Optional.of(ours);
        }
        List<Descriptor> missing = DocumentImage.missing(ours, there.get());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (DocumentImage.missing(there.get(), ours).isEmpty()) {
            return Optional.of(ours);
        }
        DocumentImage both = DocumentImage.with(there, missing);
        target.pushBlob(tag.repository(), both.config());
        target.pushManifest(tag.repository(), both.manifest());
        return Optional.of(both.manifest());
    }
}
