package io.jenkins.plugins.istioimages.jenkins.data;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.plan.Command;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * A command of a stage as the {@code sh} step takes it. This is the one place where arguments become a line for a shell:
 * each is quoted, whatever it holds, so that a shell finds nothing in it to evaluate.
 */
public final class StageCommand implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LABEL_LENGTH = 80;

    private final String script;
    private final String label;

    private StageCommand(String script, String label) {
        this.script = script;
        this.label = label;
    }

    /**
     * The line for a command whose paths are real.
     *
     * @param command see {@link Command#at}
     */
    public static StageCommand of(Command command) {
        List<String> words = new ArrayList<>();
        command.removed().stream()
                .filter(name -> !command.environment().containsKey(name))
                .forEach(name -> words.addAll(List.of("-u", name)));
        new TreeMap<>(command.environment()).forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command.arguments());
        // With an interpreter of its own: else the sh step lets the shell repeat the whole line in the build's log.
        String line = "#!/bin/sh -e\ncd " + quoted(command.directory()) + " && exec env "
                + String.join(" ", words.stream().map(StageCommand::quoted).toList());
        return new StageCommand(line, label(command.arguments()));
    }

    /** For the {@code sh} step. */
    @Whitelisted
    public String getScript() {
        return script;
    }

    /** What stage views show. */
    @Whitelisted
    public String getLabel() {
        return label;
    }

    /**
     * Says how it ended.
     *
     * @param status as the {@code sh} step returns it: below zero where nobody knows, because the process is gone
     * @throws AbortException if it failed
     * @throws LostCommandException if it is gone
     */
    public void ended(int status) throws IOException {
        if (status < 0) {
            throw new LostCommandException("lost on its agent: " + label);
        }
        if (status > 0) {
            throw new AbortException("ended with status " + status + ": " + label);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String label(List<String> arguments) {
        String text = String.join(" ", arguments);
        return text.length() <= LABEL_LENGTH ? text : text.substring(0, LABEL_LENGTH - 1) + "\u2026";
    }
}
