package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;

public abstract class Label extends Actionable {
    protected Label(@NonNull String name) {}

    public boolean contains(Node node) {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }
}
