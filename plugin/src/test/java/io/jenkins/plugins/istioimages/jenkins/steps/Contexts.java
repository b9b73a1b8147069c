package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step's surroundings without Jenkins. */
final class Contexts {
    final StepContext context = mock(StepContext.class);
    final FilePath workspace = mock(FilePath.class);
    final Run<?, ?> run = mock(Run.class);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    Contexts() throws IOException, InterruptedException {
        when(context.get(FilePath.class)).thenReturn(workspace);
        when(context.get(EnvVars.class)).thenReturn(new EnvVars());
        TaskListener listener = mock(TaskListener.class);
        when(listener.getLogger()).thenReturn(new PrintStream(log, true, StandardCharsets.UTF_8));
        when(context.get(TaskListener.class)).thenReturn(listener);
        when(context.get(Run.class)).thenAnswer(call -> run);
    }

    /** What was said up to now. */
    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Runs at once, on the thread that asks. */
    static ExecutorService direct() {
        return new AbstractExecutorService() {
            @Override
            public void execute(Runnable command) {
                command.run();
            }

            @Override
            public void shutdown() {}

            @Override
            public List<Runnable> shutdownNow() {
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return false;
            }

            @Override
            public boolean isTerminated() {
                return false;
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
                return true;
            }
        };
    }
}
