package io.jenkins.plugins.istioimages.cli;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results, for people or machines
 * @param err progress, notices and errors
 * @param interactive whether a person looks on: progress is redrawn in place instead of printed line by line
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {}
