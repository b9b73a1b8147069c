package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.publish.attest.Claim;
import io.jenkins.plugins.istioimages.publish.bills.BillClaim;
import io.jenkins.plugins.istioimages.publish.bills.KeyClaim;
import io.jenkins.plugins.istioimages.publish.bills.KeylessClaim;
import io.jenkins.plugins.istioimages.publish.cosign.CertificateIdentity;
import io.jenkins.plugins.istioimages.publish.cosign.Keyless;
import io.jenkins.plugins.istioimages.publish.cosign.KeylessSeal;
import io.jenkins.plugins.istioimages.publish.cosign.KeylessSigner;
import io.jenkins.plugins.istioimages.publish.hub.KeySeal;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How images are signed, when all that can be known before has been checked: not at all, with a key or without one. */
interface ImageSigning {
    /** What images get in registries. */
    Sealed in(ImageStore registries);

    /**
     * What images get.
     *
     * @param seal before they are tagged
     * @param bills how bills of them are signed; empty where they are not
     */
    record Sealed(Seal seal, Optional<BillClaim> bills) {}

    /** Nothing. */
    static ImageSigning none() {
        return only(registries -> Seal.NONE);
    }

    /** What is looked for, and set by nobody. */
    static ImageSigning only(Function<ImageStore, Seal> seal) {
        return registries -> new Sealed(seal.apply(registries), Optional.empty());
    }

    static ImageSigning with(Signer key, List<Claim> claims) {
        return registries -> new Sealed(new KeySeal(key, claims), Optional.of(new KeyClaim(key)));
    }

    static ImageSigning without(Keyless cosign, CertificateIdentity identity, List<Claim> claims) {
        return registries -> {
            KeylessSigner signer = new KeylessSigner(registries, cosign, identity);
            return new Sealed(new KeylessSeal(signer, claims), Optional.of(new KeylessClaim(signer)));
        };
    }
}
