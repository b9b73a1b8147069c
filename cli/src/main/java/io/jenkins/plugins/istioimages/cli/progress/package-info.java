/** Tells people how far a transfer has come: in place on a terminal, in calm lines elsewhere. */
package io.jenkins.plugins.istioimages.cli.progress;
