/** Attestations: what is claimed of an image, such as how it was built or what is in it, signed and attached to it. */
package io.jenkins.plugins.istioimages.publish.attest;
