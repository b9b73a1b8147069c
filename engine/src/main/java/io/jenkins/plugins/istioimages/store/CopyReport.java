package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/**
 * What a copy did.
 *
 * @param source what was asked for
 * @param destination what now names it
 * @param manifest what both resolve to; another one than the source's where platforms were left out
 * @param blobs how each distinct blob came to its place
 * @param manifestsPushed manifests and indexes that were written
 * @param manifestsExisted manifests and indexes that were there
 * @param referrers manifests among both that are attached to the image
 * @param tagged whether the tag was written; it was right already if not
 */
public record CopyReport(
        Reference source,
        Reference destination,
        Descriptor manifest,
        List<Blob> blobs,
        int manifestsPushed,
        int manifestsExisted,
        int referrers,
        boolean tagged) {
    /** A blob and how it came to its place. */
    public record Blob(Descriptor descriptor, BlobOutcome outcome) {}

    public CopyReport {
        blobs = List.copyOf(blobs);
    }

    /** Number of blobs that came to their place in this way. */
    public long count(BlobOutcome outcome) {
        return blobs.stream().filter(blob -> blob.outcome() == outcome).count();
    }

    /** Bytes of the blobs that were moved. */
    public long bytesMoved() {
        return blobs.stream()
                .filter(blob -> blob.outcome() == BlobOutcome.UPLOADED)
                .mapToLong(blob -> blob.descriptor().size())
                .sum();
    }

    /** Whether nothing had to be written. */
    public boolean isUnchanged() {
        return !tagged && manifestsPushed == 0 && bytesMoved() == 0;
    }
}
