package io.jenkins.plugins.istioimages.publish.bills;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * On the index and every platform a bill of what is in it: as a referrer, and where it is signed as an attestation, too.
 */
public final class BillSeal implements Seal {
    /** Bills have some megabytes and are held several times over while they are signed. */
    private static final int AT_ONCE = 2;

    private final ImageBills bills;
    private final Optional<BillClaim> claim;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param bills are made when one is missing; stays open
     * @param claim signs them; without one nobody does
     */
    public BillSeal(ImageBills bills, Optional<BillClaim> claim) {
        this.bills = bills;
        this.claim = claim;
    }

    @Override
    public List<Mark> marks(Digest image) {
        List<Mark> marks = new ArrayList<>();
        marks.add(mark("sbom", "of what is in it", BillSeal::isPlain));
        claim.ifPresent(signed -> marks.add(mark("sbom attestation", signed.asked(), signed::isOn)));
        return marks;
    }

    @Override
    public void set(ImageStore store, Repository repository, ManifestContent root) {
        for (ImageParts.Part part : ImageParts.of(store, repository, root)) {
            inTurn(() -> attach(store, repository, root.digest(), part.manifest()));
        }
    }

    private boolean attach(ImageStore store, Repository repository, Digest root, Descriptor manifest) {
        Digest digest = manifest.digest();
        boolean written = new Attachments(store, repository, manifest, AttachmentKind.SPDX)
                .attach(
                        () -> AttachedBill.plain(digest, bills.of(root, digest)),
                        found -> AttachedBill.isPlain(found, digest));
        claim.ifPresent(signed -> signed.attach(store, repository, manifest, () -> bills.of(root, digest)));
        return written;
    }

    private Mark mark(String name, String asked, Look look) {
        return Mark.of(
                name, asked, (store, repository, manifest) -> inTurn(() -> look.isOn(store, repository, manifest)));
    }

    private static boolean isPlain(ImageStore store, Repository repository, Descriptor manifest) {
        return new Attachments(store, repository, manifest, AttachmentKind.SPDX)
                .holds(found -> AttachedBill.isPlain(found, manifest.digest()));
    }

    private boolean inTurn(Supplier<Boolean> work) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("attaching bills of materials was interrupted", e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
