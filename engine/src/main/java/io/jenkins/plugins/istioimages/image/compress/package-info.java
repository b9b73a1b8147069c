/** Compressors of layers and the choice between them. */
package io.jenkins.plugins.istioimages.image.compress;
