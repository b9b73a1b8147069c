package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Collection;

/** Hears of transfers as they go; called from many threads, must return at once. */
public interface TransferListener {
    TransferListener NONE = new TransferListener() {};

    /** An image is about to be copied; these are all blobs of it and of what is attached to it, each once. */
    default void imageBegun(Reference image, Collection<Descriptor> blobs) {}

    /** The image is where it should be, with its tag. */
    default void imageFinished(Reference image) {}

    /** A blob of known size is about to be sent. */
    default void blobStarted(Repository repository, Descriptor blob) {}

    /** Some more bytes of it have gone; negative where a try was given up and its bytes do not count. */
    default void blobProgress(Repository repository, Descriptor blob, long bytes) {}

    /** The blob is in its repository. */
    default void blobFinished(Repository repository, Descriptor blob, BlobOutcome outcome) {}

    /** A manifest is stored under its digest. */
    default void manifestPushed(Repository repository, Descriptor manifest) {}

    /** A tag points to its manifest. */
    default void tagged(Reference tagged, Descriptor manifest) {}

    /** Something the user should know: a warning of the registry, a retry and its reason. */
    default void notice(String message) {}
}
