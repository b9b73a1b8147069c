package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractModelObject;

public abstract class PluginManager extends AbstractModelObject {
    private PluginManager() {}

    @CheckForNull
    public PluginWrapper getPlugin(String shortName) {
        throw new UnsupportedOperationException();
    }
}
