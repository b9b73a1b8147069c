/**
 * The client side of the distribution protocol (distribution-spec 1.1): authentication, transfer of blobs and
 * manifests, tags and referrers, behind {@link io.jenkins.plugins.istioimages.store.ImageStore}.
 */
package io.jenkins.plugins.istioimages.registry;
