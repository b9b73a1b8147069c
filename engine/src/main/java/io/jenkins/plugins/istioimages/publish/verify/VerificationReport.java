package io.jenkins.plugins.istioimages.publish.verify;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/**
 * What was found of an image.
 *
 * @param reference as it was asked for
 * @param digest of the index; of the image where there is one platform only
 * @param parts the index first, then every manifest below it
 */
public record VerificationReport(Reference reference, Digest digest, List<Part> parts) {
    public VerificationReport {
        parts = List.copyOf(parts);
    }

    /**
     * What was found of one manifest.
     *
     * @param title {@code index} or a platform
     * @param digest of it
     * @param signatures how many by the key are right
     * @param attestations kinds of claims that the key makes of it, sorted, each once
     * @param asides what else is attached and says nothing, in words: by other keys, or damaged
     * @param faults why it is refused, in words; empty where it is right
     */
    public record Part(
            String title,
            Digest digest,
            int signatures,
            List<String> attestations,
            List<String> asides,
            List<String> faults) {
        public Part {
            attestations = List.copyOf(attestations);
            asides = List.copyOf(asides);
            faults = List.copyOf(faults);
        }
    }

    /** Whether nothing is wrong. */
    public boolean verified() {
        return faults().isEmpty();
    }

    /** All that is wrong, each with the manifest it is about. */
    public List<String> faults() {
        return parts.stream()
                .flatMap(part -> part.faults().stream()
                        .map(fault ->
                                part.title() + " " + reference.repository().digest(part.digest()) + " " + fault))
                .toList();
    }
}
