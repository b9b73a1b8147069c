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

/** A signature of a key, and claims signed with it. */
public final class KeySeal implements Seal {
    private final Signer key;
    private final List<Claim> claims;

    public KeySeal(Signer key, List<Claim> claims) {
        this.key = key;
        this.claims = List.copyOf(claims);
    }

    @Override
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Signature(key));
        claims.forEach(claim -> marks.add(new Attestation(key, claim)));
        return marks;
    }

    @Override
    public void set(ImageStore store, Repository repository, ManifestContent root) {
        new ImageSigner(store, key).sign(repository, root);
        ImageAttester attester = new ImageAttester(store, key);
        claims.forEach(claim -> attester.attest(repository, root, claim));
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
