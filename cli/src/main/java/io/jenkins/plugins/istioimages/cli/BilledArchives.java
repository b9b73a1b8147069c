package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.bills.BillClaim;
import io.jenkins.plugins.istioimages.publish.bills.BillSeal;
import io.jenkins.plugins.istioimages.publish.bills.ImageBills;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Optional;

/** Gives images of archives bills of what is in them: they are read in the registry, where they are by then. */
final class BilledArchives implements ArchiveSigning {
    private final ImageBills bills;
    private final SealedArchives sealed;

    /** @param claim signs them; without one nobody does */
    BilledArchives(ImageStore store, ImageBills bills, Optional<BillClaim> claim) {
        this.bills = bills;
        this.sealed = new SealedArchives(store, new BillSeal(bills, claim));
    }

    @Override
    public void image(Repository repository, ManifestContent image) {
        bills.add(repository.name(), repository, image.digest());
        sealed.image(repository, image);
    }

    @Override
    public List<String> lines() {
        return sealed.lines();
    }

    @Override
    public void addTo(ObjectNode data) {
        sealed.addTo(data);
    }
}
