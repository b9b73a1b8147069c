package io.jenkins.plugins.istioimages.jenkins.scripts;

import groovy.lang.Script;
import hudson.FilePath;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs a script of the plugin as the body of a step, as the {@code load} step does it (workflow-cps,
 * LoadStepExecution): what the script returns is the step's result. The script gets its parameters as data; nothing of
 * them is ever compiled.
 */
public final class ScriptExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String script;
    private final String displayName;
    private final transient Map<String, Object> request;
    private transient BodyExecution running;

    /**
     * @param script one of {@link OwnScripts}' names
     * @param displayName of the body in stage views
     * @param request what the script finds as {@code request}, with {@code workspace} added: whether the step runs in
     *     one
     */
    public ScriptExecution(StepContext context, String script, String displayName, Map<String, Object> request) {
        super(context);
        this.script = script;
        this.displayName = displayName;
        this.request = request;
    }

    @Override
    public boolean start() throws Exception {
        CpsStepContext context = (CpsStepContext) getContext();
        // On the thread of the Pipeline: the script finds its execution by it.
        CpsThread thread = CpsThread.current();
        Script body = load(thread.getExecution());
        Map<String, Object> given = new HashMap<>(request);
        given.put("workspace", context.get(FilePath.class) != null);
        give(body, given);
        running = context.newBodyInvoker(thread.getGroup().export(body), true)
                .withDisplayName(displayName)
                .withCallback(BodyExecutionCallback.wrap(context))
                .start();
        return false;
    }

    /**
     * Hands over the parameters in the script's field {@code request}. Not in its binding: when a program is loaded, all
     * scripts in it get the binding of the user's own (workflow-cps, CpsThreadGroup).
     */
    static void give(Script body, Map<String, Object> request) throws ReflectiveOperationException {
        Field field = body.getClass().getDeclaredField("request");
        field.setAccessible(true);
        field.set(body, request);
    }

    /** Ends what the body is at; after a restart it is told of that itself. */
    @Override
    public void stop(Throwable cause) throws Exception {
        if (running == null || !running.cancel(cause)) {
            getContext().onFailure(cause);
        }
    }

    /** The body goes on by itself. */
    @Override
    public void onResume() {}

    private Script load(CpsFlowExecution execution) throws ReflectiveOperationException {
        String name = OwnScripts.class.getPackageName() + "." + script;
        Class<?> type = execution.getTrustedShell().getClassLoader().loadClass(name);
        return type.asSubclass(Script.class).getConstructor().newInstance();
    }
}
