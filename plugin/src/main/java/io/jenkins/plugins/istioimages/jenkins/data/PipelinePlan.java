package io.jenkins.plugins.istioimages.jenkins.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a pipeline does in a run: steps that are taken, each with its arguments, and why. What is empty is not taken. */
public final class PipelinePlan implements Serializable {
    private static final long serialVersionUID = 2L;

    private final String reason;
    private final LinkedHashMap<String, ArrayList<LinkedHashMap<String, Object>>> steps = new LinkedHashMap<>();
    private String turn = "";
    private String label = "";

    /** @param reason for the log, in the user's words */
    public PipelinePlan(String reason) {
        this.reason = reason;
    }

    /** Takes a step, once more where it is taken already. Lists of the arguments are copied, so that all of it lives in the saved state of a Pipeline. */
    public PipelinePlan with(String step, Map<String, Object> arguments) {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        arguments.forEach(
                (name, value) -> copy.put(name, value instanceof List<?> list ? new ArrayList<>(list) : value));
        steps.computeIfAbsent(step, name -> new ArrayList<>()).add(copy);
        return this;
    }

    /** @param key no two runs with one key are at work at once; empty where they may */
    public PipelinePlan inTurn(String key) {
        turn = key;
        return this;
    }

    /** @param expression of agents for what needs one and says no platform; empty for any */
    public PipelinePlan on(String expression) {
        label = expression;
        return this;
    }

    /** Why it is this. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** For the step {@code istioTurn}. */
    @Whitelisted
    public String getTurn() {
        return turn;
    }

    /** For {@code node}. */
    @Whitelisted
    public String getLabel() {
        return label;
    }

    /** Names of the steps that are taken, in their order. */
    @Whitelisted
    public List<String> getSteps() {
        return Collections.unmodifiableList(new ArrayList<>(steps.keySet()));
    }

    /** The arguments of a step that is taken once, of one's own; null if it is not taken. */
    @Whitelisted
    public Map<String, Object> step(String name) {
        return steps.containsKey(name) ? new LinkedHashMap<>(steps.get(name).get(0)) : null;
    }

    /** The arguments of each call of a step; empty if it is not taken. */
    @Whitelisted
    public List<Map<String, Object>> calls(String name) {
        List<Map<String, Object>> calls = new ArrayList<>();
        steps.getOrDefault(name, new ArrayList<>()).forEach(one -> calls.add(new LinkedHashMap<>(one)));
        return calls;
    }

    @Override
    public String toString() {
        return steps.isEmpty() ? "nothing: " + reason : String.join(", ", steps.keySet()) + ": " + reason;
    }
}
