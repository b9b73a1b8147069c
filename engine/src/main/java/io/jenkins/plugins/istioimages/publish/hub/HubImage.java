package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.CopyPreview;
import java.util.List;

/**
 * An image of a release and its place in a hub.
 *
 * @param image in the catalog
 * @param to where it goes
 * @param content what it consists of, and what is attached to it where it comes from
 * @param fixed its tags
 * @param moving its aliases
 */
record HubImage(CatalogImage image, Repository to, CopyPreview content, List<String> fixed, List<String> moving) {
    /** {@code pilot@sha256:…}: one of its manifests, in words. */
    String manifest(Digest digest) {
        return image.name() + "@" + digest;
    }

    /** {@code pilot:1.14.5}: one of its tags, in words. */
    String tag(String tag) {
        return image.name() + ":" + tag;
    }
}
