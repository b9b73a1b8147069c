package io.jenkins.plugins.istioimages.image.tree;

import java.nio.file.Path;

/** Where the bytes of a file are. */
public sealed interface FileContent {
    /** A file of this machine. */
    record OnDisk(Path file) implements FileContent {}

    /**
     * An entry of a layer of an image, to be taken out before it can be read.
     *
     * @param layer number of the layer, from 0
     * @param path of the entry whose bytes count, without leading slash: of a hard link, that of what it links to
     */
    record InLayer(int layer, String path) implements FileContent {}
}
