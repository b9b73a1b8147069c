/**
 * Signs images as cosign does, with a key in our own process, and keeps the signatures where cosign and others look for
 * them.
 */
package io.jenkins.plugins.istioimages.publish.sign;
