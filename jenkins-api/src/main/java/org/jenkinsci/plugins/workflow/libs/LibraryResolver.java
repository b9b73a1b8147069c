package org.jenkinsci.plugins.workflow.libs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Collection;
import java.util.Map;

public abstract class LibraryResolver implements ExtensionPoint {
    public abstract boolean isTrusted();

    public abstract @NonNull Collection<LibraryConfiguration> forJob(
            @NonNull Job<?, ?> job, @NonNull Map<String, String> libraryVersions);

    public @NonNull Collection<LibraryConfiguration> suggestedConfigurations(@NonNull ItemGroup<?> group) {
        throw new UnsupportedOperationException();
    }
}
