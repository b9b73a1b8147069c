package io.jenkins.plugins.istioimages.jenkins.library;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;

/** Copies the library out of the plugin's jar for a run. */
public final class BundledLibraryRetriever extends LibraryRetriever {
    private final LibraryFiles files;
    private final String own;

    /** @param own version of the plugin, and so of the library */
    BundledLibraryRetriever(LibraryFiles files, String own) {
        this.files = files;
        this.own = own;
    }

    @Override
    public void retrieve(
            String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
            throws IOException, InterruptedException {
        retrieve(name, version, target, run, listener);
    }

    /**
     * Writes below {@code target} and nowhere else.
     *
     * @throws AbortException if another version is wanted than the one that there is
     */
    @Override
    public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
            throws IOException, InterruptedException {
        if (!version.equals(own)) {
            throw new AbortException("the library " + name + " that ships in the plugin has the version of the plugin, "
                    + own + ", and there is no " + version + " of it: write @Library('" + name
                    + "'), install that version of the plugin, or configure a library from Git under this name");
        }
        for (String path : files.paths()) {
            target.child(path).write(files.read(path), "UTF-8");
        }
    }
}
