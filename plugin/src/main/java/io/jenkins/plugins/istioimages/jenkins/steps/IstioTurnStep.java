package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.turns.Answer;
import io.jenkins.plugins.istioimages.jenkins.turns.RunTurns;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code istioTurn}: runs its body when no other run is in one with the same key. A run at work is never cut; of those
 * that wait the newest goes next and the others end as not built.
 */
public final class IstioTurnStep extends Step {
    private final String key;

    /** @param key of what is worked on, like {@code release 1.14.5} */
    @DataBoundConstructor
    public IstioTurnStep(String key) {
        this.key = key;
    }

    public String getKey() {
        return key;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Run<?, ?> run = context.get(Run.class);
        return Checks.orAbort(() -> {
            if (Texts.text(key).isEmpty()) {
                throw new InputException("say the key of the turn, like istioTurn('release 1.14.5')");
            }
            return new Execution(context, own(run, Texts.text(key)));
        });
    }

    /** A pull request has turns of its own, so that it supersedes no release. */
    private static String own(Run<?, ?> run, String key) {
        return PullRequests.head(run).isChangeRequest() ? run.getParent().getFullName() + ": " + key : key;
    }

    static class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private static final long SECONDS = 2;

        private final String key;
        private String waitsFor = "";
        private boolean granted;
        private transient Future<?> question;
        private transient BodyExecution body;

        Execution(StepContext context, String key) {
            super(context);
            this.key = key;
        }

        @Override
        public boolean start() throws Exception {
            ask();
            return false;
        }

        /** A body that had begun goes on by itself. */
        @Override
        public void onResume() {
            if (!granted) {
                later();
            }
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            if (question != null) {
                question.cancel(false);
            }
            if (body == null || !body.cancel(cause)) {
                getContext().onFailure(cause);
            }
        }

        @Override
        public String getStatus() {
            return granted ? "it is its turn" : "waits for " + waitsFor;
        }

        void ask() throws IOException, InterruptedException {
            Run<?, ?> run = getContext().get(Run.class);
            Answer answer = RunTurns.get().ask(key, run);
            switch (answer.kind()) {
                case GRANTED -> {
                    granted = true;
                    body = getContext()
                            .newBodyInvoker()
                            .withCallback(new GiveBack(key))
                            .start();
                }
                case SUPERSEDED ->
                    getContext()
                            .onFailure(new FlowInterruptedException(
                                    Result.NOT_BUILT, new Superseded(key, answer.other())));
                case WAIT -> {
                    if (!waitsFor.equals(answer.other())) {
                        waitsFor = answer.other();
                        say("waits for " + waitsFor + ", which is at it: " + key);
                    }
                    later();
                }
            }
        }

        private void say(String line) throws IOException, InterruptedException {
            getContext().get(TaskListener.class).getLogger().println(line);
        }

        private void later() {
            question = Timer.get().schedule(this::askAgain, SECONDS, TimeUnit.SECONDS);
        }

        private void askAgain() {
            try {
                ask();
            } catch (IOException | InterruptedException | RuntimeException e) {
                getContext().onFailure(e);
            }
        }
    }

    /** The end of the body, whatever it is. */
    private static final class GiveBack extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;

        private final String key;

        GiveBack(String key) {
            this.key = key;
        }

        @Override
        protected void finished(StepContext context) throws Exception {
            RunTurns.get().giveBack(key, context.get(Run.class));
        }
    }

    /** Why a run ends before it began. */
    static final class Superseded extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String key;
        private final String by;

        Superseded(String key, String by) {
            this.key = key;
            this.by = by;
        }

        @Override
        public String getShortDescription() {
            return "Superseded by " + by + ", which is newer: " + key;
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "istioTurn";
        }

        @Override
        public String getDisplayName() {
            return Messages.IstioTurn_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
