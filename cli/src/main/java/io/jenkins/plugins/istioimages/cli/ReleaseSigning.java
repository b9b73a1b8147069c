package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attest.AttestedRelease;
import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import io.jenkins.plugins.istioimages.publish.sign.ImageSigner;
import io.jenkins.plugins.istioimages.publish.sign.SignedRelease;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;

/** Signs the images of a release, attaches what is claimed of them, and tells of both. */
final class ReleaseSigning implements ArchiveSigning {
    private final SignedRelease signed;
    private final AttestedRelease attested;
    private final boolean claims;

    ReleaseSigning(ImageStore store, Signer key, List<Claim> claims) {
        this.signed = new SignedRelease(new ImageSigner(store, key));
        this.attested = new AttestedRelease(new ImageAttester(store, key), claims);
        this.claims = !claims.isEmpty();
    }

    @Override
    public void image(Repository repository, ManifestContent image) {
        signed.image(repository, image);
        attested.image(repository, image);
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long made =
                signed.signatures().stream().filter(ImageSigner.Signed::written).count();
        lines.add(made + " manifests signed, " + (signed.signatures().size() - made) + " were signed already");
        if (claims) {
            long attached = attested.attestations().stream()
                    .filter(ImageAttester.Attested::written)
                    .count();
            lines.add(attached + " attestations attached, "
                    + (attested.attestations().size() - attached) + " were there");
        }
        return lines;
    }

    @Override
    public void addTo(ObjectNode data) {
        ArrayNode signatures = data.putArray("signatures");
        signed.signatures().forEach(one -> signatures
                .addObject()
                .put("reference", one.repository().digest(one.manifest()).toString())
                .put("of", one.part())
                .put("written", one.written()));
        ArrayNode attestations = data.putArray("attestations");
        attested.attestations().forEach(one -> attestations
                .addObject()
                .put("reference", one.repository().digest(one.manifest()).toString())
                .put("of", one.part())
                .put("predicateType", one.predicateType())
                .put("written", one.written()));
    }
}
