package io.jenkins.plugins.istioimages.bench.data;

/**
 * A file of a layer.
 *
 * @param path without leading slash
 * @param size in bytes
 * @param mode permission bits
 */
record FileSpec(String path, long size, int mode) {}
