package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Signs without a key what is not signed: what cosign verifies already is not made again, or each run would add a
 * signature. What was made is verified before it counts.
 */
public final class KeylessSigner {
    private final ImageStore registry;
    private final Keyless cosign;
    private final KeylessVerifier verifier;

    /**
     * @param registry the store that cosign can reach, too
     * @param identity that signatures have to be of
     */
    public KeylessSigner(ImageStore registry, Keyless cosign, CertificateIdentity identity) {
        this.registry = registry;
        this.cosign = cosign;
        this.verifier = new KeylessVerifier(registry, cosign, identity);
    }

    /** Whether a store is the one that cosign reaches. */
    public boolean reaches(ImageStore store) {
        return store.equals(registry);
    }

    /** Tells what is there. */
    public KeylessVerifier verifier() {
        return verifier;
    }

    /**
     * Signs manifests that are not signed.
     *
     * @throws CosignException if cosign does not do it, or cannot tell what is there
     * @throws WorkException if what it made is not of the identity
     */
    public void sign(Repository repository, List<Digest> manifests) {
        complete(
                repository,
                manifests,
                manifest -> verifier.signatureFault(repository, manifest),
                missing -> cosign.sign(repository, missing));
    }

    /**
     * Claims something of manifests of which it is not claimed.
     *
     * @param predicateType a URI
     * @param wanted tells the statement that makes it unnecessary, from its bytes
     * @param predicate the claim, a JSON object; asked for where it is missing
     * @throws CosignException if cosign does not do it, or cannot tell what is there
     * @throws WorkException if what it made is not of the identity
     */
    public void claim(
            Repository repository,
            List<Digest> manifests,
            String predicateType,
            Predicate<byte[]> wanted,
            Supplier<byte[]> predicate) {
        complete(
                repository,
                manifests,
                manifest -> verifier.claimFault(repository, manifest, predicateType, wanted),
                missing -> cosign.attest(repository, missing, predicateType, predicate.get()));
    }

    private static void complete(
            Repository repository,
            List<Digest> manifests,
            Function<Digest, Optional<String>> fault,
            Consumer<List<Digest>> make) {
        List<Digest> missing = manifests.stream()
                .filter(manifest -> fault.apply(manifest).isPresent())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        make.accept(missing);
        for (Digest manifest : missing) {
            fault.apply(manifest).ifPresent(why -> {
                throw new WorkException("cosign has signed " + repository.digest(manifest) + ", and it still " + why);
            });
        }
    }
}
