/** Signs with keys that only the program {@code cosign} reaches: those of key services, clusters and tokens. */
package io.jenkins.plugins.istioimages.publish.cosign;
