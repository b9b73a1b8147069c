package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A signature of a key, and attestations by it, that are looked for and never set: only the public half is here. */
public final class VerifiedSeal implements Seal {
    private final VerificationKey key;
    private final List<String> types;

    /** @param types of claims, as URIs */
    public VerifiedSeal(VerificationKey key, List<String> types) {
        this.key = key;
        this.types = List.copyOf(types);
    }

    @Override
    public List<Mark> marks(Digest image) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Verified(key, Optional.empty()));
        types.forEach(type -> marks.add(new Verified(key, Optional.of(type))));
        return marks;
    }

    @Override
    public void set(ImageStore store, Repository repository, ManifestContent root) {
        throw new InputException(repository.digest(root.digest()) + " cannot be signed with a public key");
    }

    private record Verified(VerificationKey key, Optional<String> type) implements Mark {
        @Override
        public String name() {
            return type.map(uri -> "attestation " + uri).orElse("signature");
        }

        @Override
        public String asked() {
            return "by " + key;
        }

        @Override
        public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
            ImageVerifier verifier = new ImageVerifier(store, key, List.of());
            return type.map(uri -> verifier.isAttested(repository, manifest, uri))
                    .orElseGet(() -> verifier.signatures(repository, manifest) > 0);
        }
    }
}
