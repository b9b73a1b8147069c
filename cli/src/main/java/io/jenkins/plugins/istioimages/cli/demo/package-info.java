/** What {@code istio-images demo} builds from: git repositories made of the trees in {@code examples}. */
package io.jenkins.plugins.istioimages.cli.demo;
