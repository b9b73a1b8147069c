package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A signature of a key, and claims signed with it. */
public final class KeySeal implements Seal {
    private final Signer key;
    private final Function<Digest, List<Claim>> claims;

    /** @param claims of every image */
    public KeySeal(Signer key, List<Claim> claims) {
        this(key, image -> claims);
    }

    /** @param claims of an image, by the digest of its index, or of itself where there is one platform only */
    public KeySeal(Signer key, Function<Digest, List<Claim>> claims) {
        this.key = key;
        this.claims = claims;
    }

    @Override
    public List<Mark> marks(Digest image) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Signature(key));
        claims.apply(image).forEach(claim -> marks.add(new Attestation(key, claim)));
        return marks;
    }

    @Override
    public void set(ImageStore store, Repository repository, ManifestContent root) {
        new ImageSigner(store, key).sign(repository, root);
        ImageAttester attester = new ImageAttester(store, key);
        claims.apply(root.digest()).forEach(claim -> attester.attest(repository, root, claim));
    }

    private record Signature(Signer key) implements Mark {
        @Override
        public String name() {
            return "signature";
        }

        @Override
        public String asked() {
            return "by " + key.verificationKey();
        }

        @Override
        public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
            return new ImageSigner(store, key).isSigned(repository, manifest);
        }
    }

    private record Attestation(Signer key, Claim claim) implements Mark {
        @Override
        public String name() {
            return "attestation " + claim.predicateType();
        }

        @Override
        public String asked() {
            return Digest.sha256(Json.canonical(claim.predicate())) + " by " + key.verificationKey();
        }

        @Override
        public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
            return new ImageAttester(store, key).isAttested(repository, manifest, claim);
        }
    }
}
