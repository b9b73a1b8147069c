package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.TaskListener;
import java.io.PrintStream;

/** A log that crosses to agents. */
final class PrintedLog implements TaskListener {
    private static final long serialVersionUID = 1L;

    @Override
    public PrintStream getLogger() {
        return System.out;
    }
}
