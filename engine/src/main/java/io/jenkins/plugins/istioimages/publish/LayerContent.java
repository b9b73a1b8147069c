package io.jenkins.plugins.istioimages.publish;

import java.io.IOException;
import java.io.InputStream;

/** The compressed bytes of a layer. */
@FunctionalInterface
interface LayerContent {
    /** A fresh stream from the first byte. */
    InputStream open() throws IOException;
}
