/** The command line: picocli over the engine. Renders, parses options, decides nothing. */
package io.jenkins.plugins.istioimages.cli;
