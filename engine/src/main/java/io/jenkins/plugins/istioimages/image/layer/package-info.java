/** Layers: from entries to reproducible tar files, compressed and hashed on the way. */
package io.jenkins.plugins.istioimages.image.layer;
