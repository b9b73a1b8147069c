package org.jenkinsci.plugins.workflow.cps;

import edu.umd.cs.findbugs.annotations.NonNull;
import groovy.lang.Script;
import java.io.Serializable;

public final class CpsThreadGroup implements Serializable {
    private static final long serialVersionUID = 1L;

    CpsThreadGroup() {}

    public @NonNull BodyReference export(@NonNull Script body) {
        throw new UnsupportedOperationException();
    }
}
