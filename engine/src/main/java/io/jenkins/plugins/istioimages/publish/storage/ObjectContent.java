package io.jenkins.plugins.istioimages.publish.storage;

/**
 * A small object with its content.
 *
 * @param text its content, in UTF-8
 * @param version which content this is, see {@link StoredObject}
 */
public record ObjectContent(String text, String version) {}
