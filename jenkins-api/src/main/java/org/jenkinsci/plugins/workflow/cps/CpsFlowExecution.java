package org.jenkinsci.plugins.workflow.cps;

import groovy.lang.GroovyShell;

public class CpsFlowExecution {
    CpsFlowExecution() {}

    public GroovyShell getTrustedShell() {
        throw new UnsupportedOperationException();
    }
}
