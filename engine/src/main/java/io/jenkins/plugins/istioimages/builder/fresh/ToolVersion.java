package io.jenkins.plugins.istioimages.builder.fresh;

/**
 * A version that a Dockerfile sets in a variable.
 *
 * @param name of the variable
 * @param value without quotes
 * @param line that it stands in, from 1
 * @param start of the value in its line, from 0
 */
record ToolVersion(String name, String value, int line, int start) {}
