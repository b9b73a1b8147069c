/** Publishes the images and charts of a release to registries: everything by digest, then its seals, then tags. */
package io.jenkins.plugins.istioimages.publish.hub;
