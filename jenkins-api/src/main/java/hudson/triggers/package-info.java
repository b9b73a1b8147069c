/** Signatures of what the plugin names of this Jenkins package; see {@code jenkins-api/README.md}. */
package hudson.triggers;
