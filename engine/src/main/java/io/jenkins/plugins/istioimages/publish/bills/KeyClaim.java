package io.jenkins.plugins.istioimages.publish.bills;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.function.Supplier;

/**
 * With a key.
 *
 * @param key signs the claims
 */
public record KeyClaim(Signer key) implements BillClaim {
    @Override
    public String asked() {
        return "by " + key.verificationKey();
    }

    @Override
    public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
        Digest digest = manifest.digest();
        return new Attachments(store, repository, manifest, AttachmentKind.ATTESTATION)
                .holds(found -> AttachedBill.isSigned(found, digest, key.verificationKey()));
    }

    @Override
    public void attach(ImageStore store, Repository repository, Descriptor manifest, Supplier<byte[]> bill) {
        Digest digest = manifest.digest();
        new Attachments(store, repository, manifest, AttachmentKind.ATTESTATION)
                .attach(
                        () -> AttachedBill.signed(repository.toString(), digest, bill.get(), key),
                        found -> AttachedBill.isSigned(found, digest, key.verificationKey()));
    }
}
