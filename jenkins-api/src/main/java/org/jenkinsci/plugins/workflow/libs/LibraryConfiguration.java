package org.jenkinsci.plugins.workflow.libs;

import hudson.model.AbstractDescribableImpl;

public class LibraryConfiguration extends AbstractDescribableImpl<LibraryConfiguration> {
    public LibraryConfiguration(String name, LibraryRetriever retriever) {}

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public LibraryRetriever getRetriever() {
        throw new UnsupportedOperationException();
    }

    public String getDefaultVersion() {
        throw new UnsupportedOperationException();
    }

    public void setDefaultVersion(String defaultVersion) {
        throw new UnsupportedOperationException();
    }

    public boolean isImplicit() {
        throw new UnsupportedOperationException();
    }

    public void setIncludeInChangesets(boolean includeInChangesets) {
        throw new UnsupportedOperationException();
    }
}
