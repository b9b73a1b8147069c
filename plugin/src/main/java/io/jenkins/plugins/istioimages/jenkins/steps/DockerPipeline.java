package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.PluginWrapper;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The plugin that runs a part of a Pipeline in a container. Builds on the agents themselves do without it. */
final class DockerPipeline {
    private static final String ID = "docker-workflow";

    private DockerPipeline() {}

    /**
     * Says so before anything is built.
     *
     * @throws MissingPluginException if it is not there
     */
    static void check() throws MissingPluginException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            throw new MissingPluginException(problem.get());
        }
    }

    /** What stands in the way of a builder image; empty if nothing does. */
    static Optional<String> problem() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(ID);
        if (plugin != null && plugin.isActive()) {
            return Optional.empty();
        }
        return Optional.of("a builder image needs the plugin Docker Pipeline (" + ID + "), which "
                + (plugin == null ? "is not installed: install it" : "is not active: enable it")
                + ", or build on the agents themselves with builderImage: 'none'");
    }
}
