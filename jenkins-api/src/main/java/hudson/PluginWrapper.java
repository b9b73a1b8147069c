package hudson;

import hudson.model.ModelObject;

public class PluginWrapper implements ModelObject {
    private PluginWrapper() {}

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public String getVersion() {
        throw new UnsupportedOperationException();
    }

    public boolean isActive() {
        throw new UnsupportedOperationException();
    }
}
