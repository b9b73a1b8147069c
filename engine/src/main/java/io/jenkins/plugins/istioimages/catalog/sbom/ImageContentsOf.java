package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;

/** Looks into the image of one platform. */
@FunctionalInterface
public interface ImageContentsOf {
    /** @throws io.jenkins.plugins.istioimages.errors.WorkException if it cannot be read */
    ImageContents look(Repository repository, Digest digest);
}
