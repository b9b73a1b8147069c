package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.PluginWrapper;
import jenkins.model.Jenkins;

/** The plugin that shows test reports. Without it the report is a file in the workspace. */
final class JUnitPlugin {
    private static final String ID = "junit";

    private JUnitPlugin() {}

    /** Whether Pipelines have the step {@code junit}. */
    static boolean isThere() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(ID);
        return plugin != null && plugin.isActive();
    }
}
