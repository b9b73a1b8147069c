/** Signatures of what the plugin names of this Spring package; see {@code jenkins-api/README.md}. */
package org.springframework.security.core;
