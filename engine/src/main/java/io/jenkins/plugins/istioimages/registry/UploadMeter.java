package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.TransferListener;

/** Keeps the listener's count of a blob's bytes right when some of them must be sent again. */
final class UploadMeter {
    private final TransferListener listener;
    private final Repository repository;
    private final Descriptor blob;
    private long reported;

    UploadMeter(TransferListener listener, Repository repository, Descriptor blob) {
        this.listener = listener;
        this.repository = repository;
        this.blob = blob;
    }

    void sent(long count) {
        reported += count;
        listener.blobProgress(repository, blob, count);
    }

    /** So many bytes have arrived, whatever was sent. */
    void rewind(long position) {
        if (position != reported) {
            sent(position - reported);
        }
    }
}
