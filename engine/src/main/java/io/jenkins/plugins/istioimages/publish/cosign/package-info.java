/**
 * Signs by the program {@code cosign}: with keys that only it reaches, those of key services, clusters and tokens, and without
 * keys, for an identity.
 */
package io.jenkins.plugins.istioimages.publish.cosign;
