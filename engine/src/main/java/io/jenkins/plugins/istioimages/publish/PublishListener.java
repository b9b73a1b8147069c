package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.List;

/**
 * Hears how a publish goes on; called from many threads, must return at once. What goes over the wire is told by the
 * store's own {@link io.jenkins.plugins.istioimages.store.TransferListener}.
 */
public interface PublishListener {
    PublishListener NONE = new PublishListener() {};

    /**
     * A layer of an image.
     *
     * @param diffId what it is told by from now on
     * @param size in bytes, as it stands in the archive
     */
    record Layer(Digest diffId, long size) {}

    /** So many archives are there. */
    default void started(int archives) {}

    /** An archive holds this image, told by name and platform. */
    default void imageFound(String image, List<Layer> layers) {}

    /** Some more bytes of a layer were read and compressed. */
    default void layerRead(Digest diffId, long bytes) {}

    /** It is known what the layer is in a registry; may be told more than once. */
    default void layerReady(Digest diffId, Descriptor packed) {}

    /** A layer is in one more repository. */
    default void layerPlaced(Descriptor packed) {}

    /** The image with all that belongs to it is in one more repository, without a tag yet. */
    default void imagePlaced(String image) {}
}
