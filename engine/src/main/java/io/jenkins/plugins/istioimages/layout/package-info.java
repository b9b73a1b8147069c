/**
 * Images in files: the OCI image layout on disk, which serves as an offline registry, and the archives that docker,
 * skopeo and buildah write. Nothing is ever unpacked.
 */
package io.jenkins.plugins.istioimages.layout;
