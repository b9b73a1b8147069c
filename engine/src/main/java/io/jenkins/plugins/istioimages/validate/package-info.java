/** Looks whether a release is what its manifest says, without a container engine and without running any of it. */
package io.jenkins.plugins.istioimages.validate;
