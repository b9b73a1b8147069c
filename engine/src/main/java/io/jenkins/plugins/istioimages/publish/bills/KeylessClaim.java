package io.jenkins.plugins.istioimages.publish.bills;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.cosign.KeylessSigner;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * Without a key.
 *
 * @param signer calls cosign
 */
public record KeylessClaim(KeylessSigner signer) implements BillClaim {
    @Override
    public String asked() {
        return "by " + signer.verifier().identity();
    }

    @Override
    public boolean isOn(ImageStore store, Repository repository, Descriptor manifest) {
        Digest digest = manifest.digest();
        return signer.reaches(store)
                && signer.verifier()
                        .claimFault(
                                repository,
                                digest,
                                AttachedBill.TYPE,
                                statement -> AttachedBill.isClaimed(statement, digest))
                        .isEmpty();
    }

    @Override
    public void attach(ImageStore store, Repository repository, Descriptor manifest, Supplier<byte[]> bill) {
        Digest digest = manifest.digest();
        signer.claim(
                repository,
                List.of(digest),
                AttachedBill.TYPE,
                statement -> AttachedBill.isClaimed(statement, digest),
                bill);
    }
}
