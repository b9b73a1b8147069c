package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import groovy.lang.GroovyShell;
import groovy.lang.Script;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.cps.CpsBodyInvoker;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.CpsThreadGroup;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

/** A script of the plugin as the body of a step, with a Pipeline that only remembers what it was asked. */
class ScriptExecutionTest {
    private static final String EVIL = "'; evil(); '${evil()}";

    private final CpsStepContext context = mock(CpsStepContext.class);
    private final CpsThread thread = mock(CpsThread.class);
    private final CpsThreadGroup group = mock(CpsThreadGroup.class);
    private final CpsBodyInvoker invoker = mock(CpsBodyInvoker.class);
    private final BodyExecution body = mock(BodyExecution.class);
    private final AtomicReference<Script> exported = new AtomicReference<>();
    private final GroovyShell trusted = new GroovyShell(ScriptExecutionTest.class.getClassLoader());
    private MockedStatic<CpsThread> threads;
    private MockedStatic<BodyExecutionCallback> callbacks;

    @BeforeEach
    void pipeline() {
        threads = mockStatic(CpsThread.class);
        threads.when(CpsThread::current).thenReturn(thread);
        callbacks = mockStatic(BodyExecutionCallback.class);
        CpsFlowExecution execution = mock(CpsFlowExecution.class);
        when(thread.getExecution()).thenReturn(execution);
        when(thread.getGroup()).thenReturn(group);
        when(execution.getTrustedShell()).thenReturn(trusted);
        doAnswer(call -> {
                    exported.set(call.getArgument(0));
                    return null;
                })
                .when(group)
                .export(any());
        when(context.newBodyInvoker(null, true)).thenReturn(invoker);
        when(invoker.withDisplayName(any())).thenReturn(invoker);
        when(invoker.withCallback(any())).thenReturn(invoker);
        when(invoker.start()).thenReturn(body);
        trusted.getClassLoader().parseClass("""
                        package io.jenkins.plugins.istioimages.jenkins.scripts
                        @groovy.transform.Field Map request
                        return request
                        """, "AScript.groovy");
    }

    @AfterEach
    void close() {
        callbacks.close();
        threads.close();
    }

    @Test
    void the_script_gets_its_parameters_as_data_that_nothing_compiles() throws Exception {
        assertThat(execution("AScript").start()).isFalse();
        assertThat(exported.get().run()).isEqualTo(Map.of("manifest", EVIL, "workspace", false));
        verify(invoker).withDisplayName("Build");
        verify(invoker).start();
        callbacks.verify(() -> BodyExecutionCallback.wrap(context));
    }

    @Test
    void the_script_is_told_whether_there_is_a_workspace() throws Exception {
        when(context.get(FilePath.class)).thenReturn(mock(FilePath.class));
        execution("AScript").start();
        assertThat(exported.get().run()).asString().contains("workspace=true");
    }

    @Test
    void a_script_that_is_not_there_fails_before_anything_runs() {
        assertThatThrownBy(() -> execution("NoScript").start()).isInstanceOf(ClassNotFoundException.class);
        verifyNoInteractions(invoker);
    }

    @Test
    void abort_ends_what_the_body_is_at() throws Exception {
        Exception cause = new Exception("aborted");
        when(body.cancel(cause)).thenReturn(true);
        ScriptExecution execution = execution("AScript");
        execution.start();
        execution.stop(cause);
        verify(body).cancel(cause);
        verify(context, never()).onFailure(any());
    }

    @Test
    void abort_of_a_body_that_does_not_run_ends_the_step() throws Exception {
        Exception cause = new Exception("aborted");
        execution("AScript").stop(cause);
        verify(context).onFailure(cause);
    }

    @Test
    void a_restart_leaves_the_body_to_itself() {
        assertThatCode(() -> execution("AScript").onResume()).doesNotThrowAnyException();
        verifyNoInteractions(invoker);
    }

    @Test
    void parameters_are_not_saved_twice() {
        ScriptExecution saved =
                Serialized.copy(new ScriptExecution(null, "AScript", "Build", Map.of("not", new Object())));
        assertThat(saved).isNotNull();
    }

    private ScriptExecution execution(String script) {
        ScriptExecution execution = spy(new ScriptExecution(context, script, "Build", Map.of("manifest", EVIL)));
        doReturn(context).when(execution).getContext();
        return execution;
    }
}
