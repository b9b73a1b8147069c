package hudson.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

public abstract class Actionable extends AbstractModelObject {
    public void addAction(@NonNull Action action) {
        throw new UnsupportedOperationException();
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public boolean addOrReplaceAction(@NonNull Action action) {
        throw new UnsupportedOperationException();
    }

    public boolean removeAction(@NonNull Action action) {
        throw new UnsupportedOperationException();
    }
}
