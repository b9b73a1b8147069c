/** The release manifest: read, check, write. */
package io.jenkins.plugins.istioimages.manifest;
