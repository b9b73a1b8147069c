package io.jenkins.plugins.istioimages.image.compress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses layers. Equal input gives equal output for one {@link #id()}: it stands in stage keys and in the catalog, so
 * that a digest that differs explains itself. Safe for use by many threads; every stream belongs to one.
 */
public interface Compressor {
    /** Name, level and version of the algorithm, for example {@code gzip-jdk-1-5f3a9c21}; equal ids, equal bytes. */
    String id();

    /** OCI media type of a layer that was compressed so. */
    String layerMediaType();

    /**
     * A stream whose input arrives compressed in another.
     *
     * @param out gets the compressed bytes; closed together with the result
     * @throws IOException if the compressor cannot be started
     */
    OutputStream compress(OutputStream out) throws IOException;
}
