package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a manifest has anything that cosign might have attached. Where it has not, as in every first run, cosign need
 * not be started to say so.
 */
final class Candidates {
    /** What version 3 says of a referrer (pkg/oci/remote/write.go); not every registry passes it on. */
    private static final String PREDICATE_TYPE = "dev.sigstore.bundle.predicateType";
    /** Of a signature, which to version 3 is a claim like others (pkg/types/predicate.go). */
    static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

    private Candidates() {}

    /** @param predicateType of a claim; without one a signature is looked for */
    static boolean areThere(ImageStore store, Repository repository, Digest manifest, Optional<String> predicateType) {
        String type = predicateType.orElse(SIGNATURE);
        return store.referrers(repository, manifest).stream().anyMatch(referrer -> mayBe(referrer, type))
                || manifest.algorithm() == DigestAlgorithm.SHA256
                        && store.resolve(repository.tag(
                                        "sha256-" + manifest.hex() + (predicateType.isPresent() ? ".att" : ".sig")))
                                .isPresent();
    }

    /** Ours are told from others by their type, which registries without a list of referrers get from cosign wrong. */
    private static boolean mayBe(Descriptor referrer, String type) {
        String said = referrer.annotations().getOrDefault(PREDICATE_TYPE, type);
        return said.equals(type)
                && Arrays.stream(AttachmentKind.values())
                        .map(AttachmentKind::artifactType)
                        .noneMatch(known ->
                                referrer.artifactType().filter(known::equals).isPresent());
    }
}
