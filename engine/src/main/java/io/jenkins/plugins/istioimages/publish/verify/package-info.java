/** Checks signatures and attestations of images in a registry against a public key. */
package io.jenkins.plugins.istioimages.publish.verify;
