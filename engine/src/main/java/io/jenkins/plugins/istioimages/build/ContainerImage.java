package io.jenkins.plugins.istioimages.build;

/**
 * A builder image that the machine has.
 *
 * @param id by which the container program finds exactly this one, whatever its tag becomes meanwhile
 * @param platform {@code os/architecture} that it says it is for
 */
public record ContainerImage(String id, String platform) {}
