/** The shared library that ships in the plugin: {@code @Library('istio-images') _} without any configuration. */
package io.jenkins.plugins.istioimages.jenkins.library;
