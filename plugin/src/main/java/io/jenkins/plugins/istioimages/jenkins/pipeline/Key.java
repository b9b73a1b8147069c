package io.jenkins.plugins.istioimages.jenkins.pipeline;

/**
 * A key that a pipeline takes.
 *
 * @param standard what holds where it is left out, in the words of its help
 */
public record Key(String name, KeyType type, String standard) {}
