/** A small run of everything that moves images, from which the launcher has the classes that a start loads. */
package io.jenkins.plugins.istioimages.cli.rehearsal;
