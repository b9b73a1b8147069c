package io.jenkins.plugins.istioimages.jenkins.library;

import hudson.Extension;
import hudson.PluginWrapper;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryResolver;

/**
 * Serves the library {@code istio-images} to every job that asks for it. It runs in the sandbox as the job's own script
 * does. A library of the same name that somebody configured comes first, so that a team can take it from Git.
 */
@Extension(ordinal = -100)
public class BundledLibrary extends LibraryResolver {
    static final String NAME = "istio-images";

    /** What it may do is what its user may do. */
    @Override
    public boolean isTrusted() {
        return false;
    }

    @Override
    public Collection<LibraryConfiguration> forJob(Job<?, ?> job, Map<String, String> libraryVersions) {
        return List.of(configuration());
    }

    /** For the form of the step {@code library}. */
    @Override
    public Collection<LibraryConfiguration> suggestedConfigurations(ItemGroup<?> group) {
        return List.of(configuration());
    }

    private static LibraryConfiguration configuration() {
        String version = version();
        LibraryConfiguration library =
                new LibraryConfiguration(NAME, new BundledLibraryRetriever(new LibraryFiles(), version));
        library.setDefaultVersion(version);
        // Nobody's commits.
        library.setIncludeInChangesets(false);
        return library;
    }

    private static String version() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(NAME);
        if (plugin == null) {
            throw new IllegalStateException("Jenkins does not know the plugin " + NAME + " that this is");
        }
        return plugin.getVersion();
    }
}
