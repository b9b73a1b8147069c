package hudson.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    Job() {}

    @CheckForNull
    public RunT getBuildByNumber(int number) {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public RunT getLastCompletedBuild() {
        throw new UnsupportedOperationException();
    }

    @CheckForNull
    public RunT getLastSuccessfulBuild() {
        throw new UnsupportedOperationException();
    }
}
