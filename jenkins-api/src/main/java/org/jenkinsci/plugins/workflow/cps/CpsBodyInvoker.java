package org.jenkinsci.plugins.workflow.cps;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

public final class CpsBodyInvoker extends BodyInvoker {
    CpsBodyInvoker() {}

    @Override
    public CpsBodyInvoker withCallback(BodyExecutionCallback callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker withDisplayName(@NonNull String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyExecution start() {
        throw new UnsupportedOperationException();
    }
}
