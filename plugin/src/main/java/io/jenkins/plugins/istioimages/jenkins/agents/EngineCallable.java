package io.jenkins.plugins.istioimages.jenkins.agents;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.MasterToSlaveFileCallable;

/**
 * Work of the engine in a workspace. The engine's errors stay on the agent: what crosses is their message, as an error
 * that Jenkins shows without a stack trace.
 *
 * @param <T> text or another type that Java itself has
 */
abstract class EngineCallable<T> extends MasterToSlaveFileCallable<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public final T invoke(File workspace, VirtualChannel channel) throws IOException, InterruptedException {
        try {
            return work(workspace.toPath());
        } catch (CancelledException e) {
            InterruptedException cancelled = new InterruptedException(e.getMessage());
            // Only Java's own classes and those of the plugin's own jar are let through to the controller.
            cancelled.setStackTrace(e.getStackTrace());
            throw cancelled;
        } catch (EngineException e) {
            AbortException failure = new AbortException(e.getMessage());
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        }
    }

    /** Does the work; may be done again after it was cut. */
    abstract T work(Path workspace) throws IOException;
}
