package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Work on an agent that may be begun again: after a restart of the controller it is, because what it did before is found
 * by its digests and not done twice. Nothing of it runs on the thread that all Pipelines share.
 */
abstract class AgentExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final long RECONNECT_SECONDS = 300;

    private transient volatile Future<?> task;
    private transient volatile boolean stopped;

    AgentExecution(StepContext context) {
        super(context);
    }

    @Override
    public boolean start() {
        task = executor().submit(() -> work(0));
        return false;
    }

    @Override
    public void onResume() {
        task = executor().submit(() -> work(RECONNECT_SECONDS));
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopped = true;
        Future<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
        getContext().onFailure(cause);
    }

    /** Where the work waits for the agent's answer. */
    ExecutorService executor() {
        return Computer.threadPoolForRemoting;
    }

    /**
     * Does the work and checks what the agent answers.
     *
     * @return what {@link #done} gets
     */
    abstract Serializable run(FilePath workspace, Machine machine) throws IOException, InterruptedException;

    /**
     * What is left to do on the controller when the agent's answer was checked. After a restart it is done again.
     *
     * @param result of {@link #run}
     * @return what the step gives to the script
     */
    Serializable done(Run<?, ?> run, Serializable result) throws IOException {
        return result;
    }

    /** Who the work is to registries. Asked when it begins, so that nothing of it is saved with the run. */
    RegistryLogin registries(Run<?, ?> run) throws IOException {
        return RegistryLogin.none();
    }

    /** Who the work is to git servers. */
    GitLogin git(Run<?, ?> run) throws IOException {
        return GitLogin.none();
    }

    private void work(long patience) {
        Object result;
        try {
            StepContext context = getContext();
            FilePath workspace = workspace(context, patience);
            Run<?, ?> own = context.get(Run.class);
            Machine machine =
                    new Machine(context.get(EnvVars.class), context.get(TaskListener.class), registries(own), git(own));
            if (patience > 0) {
                machine.notice("Jenkins was restarted in the middle of this step, which begins again: what it has done"
                        + " already is found and not done twice");
            }
            result = done(own, run(workspace, machine));
        } catch (EngineException e) {
            fail(new UserError(e));
            return;
        } catch (IOException | InterruptedException | RuntimeException e) {
            fail(e);
            return;
        }
        if (!stopped) {
            getContext().onSuccess(result);
        }
    }

    private void fail(Exception reason) {
        if (!stopped) {
            getContext().onFailure(reason);
        }
    }

    /** After a restart an agent needs some time to come back. */
    private static FilePath workspace(StepContext context, long patience) throws IOException, InterruptedException {
        for (long second = 0; ; second++) {
            try {
                FilePath workspace = context.get(FilePath.class);
                if (workspace != null) {
                    return workspace;
                }
                if (second >= patience) {
                    throw new IOException("the agent of this step is gone");
                }
            } catch (IOException e) {
                if (second >= patience) {
                    throw e;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
