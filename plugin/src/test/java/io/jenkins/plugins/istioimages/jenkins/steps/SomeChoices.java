package io.jenkins.plugins.istioimages.jenkins.steps;

import java.util.List;

/** Calls that name nothing. */
final class SomeChoices {
    static final RegistryChoice REGISTRY = new RegistryChoice("", List.of(), "");
    static final GitChoice GIT = new GitChoice("", List.of());

    private SomeChoices() {}
}
