package org.jenkinsci.plugins.workflow.cps;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

public class CpsStepContext extends StepContext {
    private static final long serialVersionUID = 1L;

    CpsStepContext() {}

    @Override
    public final <T> T get(Class<T> key) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isReady() {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void onFailure(Throwable failure) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void onSuccess(Object result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @NonNull CpsBodyInvoker newBodyInvoker() {
        throw new UnsupportedOperationException();
    }

    public @NonNull CpsBodyInvoker newBodyInvoker(@NonNull BodyReference body, boolean unexport) {
        throw new UnsupportedOperationException();
    }
}
