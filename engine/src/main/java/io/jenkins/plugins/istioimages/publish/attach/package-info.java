/** Keeps small documents beside an image, by digest: in an image under one of cosign's tags, and as OCI referrers. */
package io.jenkins.plugins.istioimages.publish.attach;
