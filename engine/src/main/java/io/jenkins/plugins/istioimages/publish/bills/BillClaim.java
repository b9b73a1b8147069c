package io.jenkins.plugins.istioimages.publish.bills;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.function.Supplier;

/** How it is claimed of a manifest that a bill is of it. */
public interface BillClaim {
    /** Who claims it, short enough for a line. */
    String asked();

    /** Whether it is claimed. */
    boolean isOn(ImageStore store, Repository repository, Descriptor manifest);

    /**
     * Claims it where it is not.
     *
     * @param bill in JSON, asked for where it is needed
     */
    void attach(ImageStore store, Repository repository, Descriptor manifest, Supplier<byte[]> bill);
}
