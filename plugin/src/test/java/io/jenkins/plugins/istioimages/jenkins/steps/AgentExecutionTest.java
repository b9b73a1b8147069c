package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class AgentExecutionTest {
    private final Contexts around;

    AgentExecutionTest() throws IOException, InterruptedException {
        around = new Contexts();
    }

    @Test
    void the_step_gives_what_the_work_gives() {
        assertThat(execution(Contexts.direct(), "done").start()).isFalse();
        verify(around.context).onSuccess("done");
    }

    @Test
    void after_a_restart_the_work_is_done_again_and_the_log_says_so() {
        execution(Contexts.direct(), "done").start();
        assertThat(around.log()).isEmpty();
        execution(Contexts.direct(), "done").onResume();
        verify(around.context, times(2)).onSuccess("done");
        assertThat(around.log())
                .contains("notice: Jenkins was restarted in the middle of this step, which begins again");
    }

    @Test
    void after_a_restart_an_agent_has_time_to_come_back() throws Exception {
        when(around.context.get(FilePath.class))
                .thenThrow(new IOException("offline"))
                .thenReturn(null)
                .thenReturn(around.workspace);
        execution(Contexts.direct(), "done").onResume();
        verify(around.context).onSuccess("done");
    }

    @Test
    void an_agent_that_is_lost_fails_the_step_with_its_own_error_so_that_retry_knows_it() throws Exception {
        IOException closed = new IOException("channel closed");
        when(around.context.get(FilePath.class)).thenThrow(closed);
        execution(Contexts.direct(), "done").start();
        verify(around.context).onFailure(closed);
        verify(around.context, never()).onSuccess(any());
    }

    @Test
    void an_error_of_the_engine_is_told_without_a_stack_trace() {
        new Fixed(around.context, Contexts.direct()) {
            private static final long serialVersionUID = 1L;

            @Override
            String run(FilePath workspace, Machine machine) {
                throw new WorkException("the registry is full");
            }
        }.start();
        ArgumentCaptor<Throwable> failure = ArgumentCaptor.forClass(Throwable.class);
        verify(around.context).onFailure(failure.capture());
        assertThat(failure.getValue()).isInstanceOf(AbortException.class).hasMessage("the registry is full");
    }

    @Test
    void abort_interrupts_the_work_and_ends_the_step_once() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Fixed execution = new Fixed(around.context, threads) {
            private static final long serialVersionUID = 1L;

            @Override
            String run(FilePath workspace, Machine machine) throws InterruptedException {
                begun.countDown();
                try {
                    TimeUnit.MINUTES.sleep(1);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return "too late";
            }
        };
        execution.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Exception cause = new Exception("aborted");
        execution.stop(cause);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        verify(around.context).onFailure(cause);
        verify(around.context, never()).onSuccess(any());
    }

    private Fixed execution(ExecutorService threads, String result) {
        return new Fixed(around.context, threads) {
            private static final long serialVersionUID = 1L;

            @Override
            String run(FilePath workspace, Machine machine) {
                assertThat(workspace).isSameAs(around.workspace);
                return result;
            }
        };
    }

    private abstract static class Fixed extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final transient StepContext context;
        private final transient ExecutorService threads;

        Fixed(StepContext context, ExecutorService threads) {
            super(mock(StepContext.class));
            this.context = context;
            this.threads = threads;
        }

        @Override
        public StepContext getContext() {
            return context;
        }

        @Override
        ExecutorService executor() {
            return threads;
        }

        @Override
        abstract String run(FilePath workspace, Machine machine) throws InterruptedException;
    }
}
