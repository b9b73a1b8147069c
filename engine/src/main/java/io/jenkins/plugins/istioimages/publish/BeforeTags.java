package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;

/**
 * What is to be done with an image when all of it is in a repository, and before the first tag of the release is written:
 * signing, for example. Called from many threads, once for each distinct image of a repository. What it throws ends the
 * publish, and nothing is tagged.
 */
@FunctionalInterface
public interface BeforeTags {
    BeforeTags NOTHING = (repository, image) -> {};

    /** @param image the index; the image itself where it has one platform only */
    void image(Repository repository, ManifestContent image);
}
