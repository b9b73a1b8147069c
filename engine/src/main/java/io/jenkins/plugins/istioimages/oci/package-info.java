/** Values of the OCI and Docker image formats: digests, references, platforms, manifests. No I/O. */
package io.jenkins.plugins.istioimages.oci;
