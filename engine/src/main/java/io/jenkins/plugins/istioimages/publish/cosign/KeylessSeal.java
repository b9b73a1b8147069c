package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A signature without a key, and claims made so, on the index and every platform. */
public final class KeylessSeal implements Seal {
    private final KeylessSigner signer;
    private final List<Claim> claims;

    /** @param claims of every image */
    public KeylessSeal(KeylessSigner signer, List<Claim> claims) {
        this.signer = signer;
        this.claims = List.copyOf(claims);
    }

    @Override
    public List<Mark> marks(Digest image) {
        String by = "by " + signer.verifier().identity();
        List<Mark> marks = new ArrayList<>();
        marks.add(mark("keyless signature", by, (repository, manifest) -> signer.verifier()
                .signatureFault(repository, manifest)));
        for (Claim claim : claims) {
            marks.add(mark(
                    "keyless attestation " + claim.predicateType(),
                    Digest.sha256(Json.canonical(claim.predicate())) + " " + by,
                    (repository, manifest) -> signer.verifier()
                            .claimFault(repository, manifest, claim.predicateType(), claim::isSaidIn)));
        }
        return marks;
    }

    @Override
    public void set(ImageStore store, Repository repository, ManifestContent root) {
        if (!signer.reaches(store)) {
            throw new InputException(store + " is no registry: without a key images are signed in registries alone");
        }
        List<Digest> manifests = ImageParts.of(store, repository, root).stream()
                .map(part -> part.manifest().digest())
                .toList();
        signer.sign(repository, manifests);
        for (Claim claim : claims) {
            signer.claim(
                    repository,
                    manifests,
                    claim.predicateType(),
                    claim::isSaidIn,
                    () -> Json.canonical(claim.predicate()));
        }
    }

    /** cosign looks into registries alone: what lies elsewhere is looked at when it has been copied. */
    private Mark mark(String name, String asked, BiFunction<Repository, Digest, Optional<String>> fault) {
        return Mark.of(
                name,
                asked,
                (store, repository, manifest) -> signer.reaches(store)
                        && fault.apply(repository, manifest.digest()).isEmpty());
    }
}
