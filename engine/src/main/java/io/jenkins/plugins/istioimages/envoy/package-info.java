/** Envoy's binary: compiled or taken out of an image, kept in the staging store, compared, and put where istio wants it. */
package io.jenkins.plugins.istioimages.envoy;
