package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.turns.Answer;
import io.jenkins.plugins.istioimages.jenkins.turns.RunTurns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

class IstioTurnStepTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final BodyInvoker invoker = mock(BodyInvoker.class);
    private final BodyExecution body = mock(BodyExecution.class);
    private final RunTurns turns = mock(RunTurns.class);
    private final ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    private StepContext context;
    private MockedStatic<RunTurns> turnStatics;
    private MockedStatic<Timer> timerStatics;

    @BeforeEach
    void begin() throws Exception {
        Contexts contexts = new Contexts();
        context = contexts.context;
        TaskListener listener = mock(TaskListener.class);
        when(listener.getLogger()).thenReturn(new PrintStream(log, true, StandardCharsets.UTF_8));
        when(context.get(TaskListener.class)).thenReturn(listener);
        when(context.newBodyInvoker()).thenReturn(invoker);
        when(invoker.withCallback(any())).thenReturn(invoker);
        when(invoker.start()).thenReturn(body);
        turnStatics = mockStatic(RunTurns.class);
        turnStatics.when(RunTurns::get).thenReturn(turns);
        timerStatics = mockStatic(Timer.class);
        timerStatics.when(Timer::get).thenReturn(timer);
    }

    @AfterEach
    void end() {
        turnStatics.close();
        timerStatics.close();
    }

    @Test
    void when_it_is_its_turn_the_body_runs() throws Exception {
        execution(Answer.Kind.GRANTED, "").start();
        verify(invoker).start();
    }

    @Test
    void while_another_is_at_it_it_waits_and_says_so_once() throws Exception {
        IstioTurnStep.Execution execution = execution(Answer.Kind.WAIT, "istio#4");
        execution.start();
        execution.ask();
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("waits for istio#4, which is at it: release 1.14.5");
        assertThat(execution.getStatus()).isEqualTo("waits for istio#4");
        verify(invoker, never()).start();
        verify(timer, org.mockito.Mockito.times(2)).schedule(any(Runnable.class), anyLong(), any());
    }

    @Test
    void what_is_superseded_is_not_built() throws Exception {
        execution(Answer.Kind.SUPERSEDED, "istio#6").start();
        verify(context).onFailure(isA(FlowInterruptedException.class));
        assertThat(new IstioTurnStep.Superseded("release 1.14.5", "istio#6").getShortDescription())
                .isEqualTo("Superseded by istio#6, which is newer: release 1.14.5");
    }

    @Test
    void after_a_restart_who_waited_asks_again_and_a_body_goes_on_by_itself() throws Exception {
        IstioTurnStep.Execution waiting = execution(Answer.Kind.WAIT, "istio#4");
        waiting.onResume();
        verify(timer).schedule(any(Runnable.class), anyLong(), any());
        IstioTurnStep.Execution working = execution(Answer.Kind.GRANTED, "");
        working.start();
        working.onResume();
        verify(timer).schedule(any(Runnable.class), anyLong(), any());
    }

    @Test
    void who_is_stopped_while_it_waits_fails_and_who_works_ends_its_body() throws Exception {
        Throwable cause = new InterruptedException("stopped");
        execution(Answer.Kind.WAIT, "istio#4").stop(cause);
        verify(context).onFailure(cause);
        when(body.cancel(cause)).thenReturn(true);
        IstioTurnStep.Execution working = execution(Answer.Kind.GRANTED, "");
        working.start();
        working.stop(cause);
        verify(body).cancel(cause);
    }

    @Test
    void why_it_was_superseded_is_kept_with_the_run() throws Exception {
        IstioTurnStep.Superseded kept = Serialized.copy(new IstioTurnStep.Superseded("key", "istio#6"));
        assertThat(kept.getShortDescription()).contains("istio#6");
    }

    private IstioTurnStep.Execution execution(Answer.Kind kind, String other) throws Exception {
        when(turns.ask(anyString(), any())).thenReturn(new Answer(kind, other));
        return new IstioTurnStep.Execution(context, "release 1.14.5") {
            private static final long serialVersionUID = 1L;

            @Override
            public StepContext getContext() {
                return context;
            }
        };
    }
}
