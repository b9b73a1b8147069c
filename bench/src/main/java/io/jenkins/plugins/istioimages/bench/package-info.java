/** Measures the command line side by side with its peers, in one run and on the same registry. */
package io.jenkins.plugins.istioimages.bench;
