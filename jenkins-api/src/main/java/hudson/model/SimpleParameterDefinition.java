package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;

public abstract class SimpleParameterDefinition extends ParameterDefinition {
    private static final long serialVersionUID = 1L;

    protected SimpleParameterDefinition(@NonNull String name) {
        super(name);
    }

    public abstract ParameterValue createValue(String value);
}
