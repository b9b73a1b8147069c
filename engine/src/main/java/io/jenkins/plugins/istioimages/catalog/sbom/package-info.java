/** The bill of materials of a release, in the form of SPDX 2.3: what is in it, and what that was made from. */
package io.jenkins.plugins.istioimages.catalog.sbom;
