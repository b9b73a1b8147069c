package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;

/** A form of a catalog for somebody: people, scripts, tools that deploy. Equal catalogs give equal text. */
public interface Rendering {
    /** By which users choose it, for example {@code kustomize}. */
    String name();

    /** What it is, in one line. */
    String description();

    /**
     * The whole text; ends with a line feed.
     *
     * @throws InputException if the form cannot say what the catalog holds
     */
    String render(Catalog catalog);
}
