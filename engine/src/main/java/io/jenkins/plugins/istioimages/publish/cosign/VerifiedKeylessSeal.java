package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A signature of an identity, and attestations by it, that are looked for and never set. */
public final class VerifiedKeylessSeal implements Seal {
    private final KeylessVerifier verifier;
    private final List<String> types;

    /** @param types of claims, as URIs */
    public VerifiedKeylessSeal(KeylessVerifier verifier, List<String> types) {
        this.verifier = verifier;
        this.types = List.copyOf(types);
    }

    @Override
    public List<Mark> marks(Digest image) {
        return Stream.concat(Stream.of(Optional.<String>empty()), types.stream().map(Optional::of))
                .<Mark>map(type -> new Verified(verifier, type))
                .toList();
    }

    @Override
    public void set(ImageStore store, Repository repository, ManifestContent root) {
        throw new InputException(repository.digest(root.digest()) + " is only looked at, and not signed");
    }

    private record Verified(KeylessVerifier verifier, Optional<String> type) implements Mark {
        @Override
        public String name() {
            return type.map(uri -> "keyless attestation " + uri).orElse("keyless signature");
        }

        @Override
        public String asked() {
            return "by " + verifier.identity();
        }

        @Override
        public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
            Digest digest = manifest.digest();
            return type.map(uri -> verifier.claimFault(repository, digest, uri, statement -> true))
                    .orElseGet(() -> verifier.signatureFault(repository, digest))
                    .isEmpty();
        }
    }
}
