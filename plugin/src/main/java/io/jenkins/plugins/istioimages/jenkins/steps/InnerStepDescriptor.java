package io.jenkins.plugins.istioimages.jenkins.steps;

import org.jvnet.localizer.Localizable;

/** A step that works in a workspace with credentials for a registry, and that other steps are made of. */
public abstract class InnerStepDescriptor extends RegistryStepDescriptor {
    InnerStepDescriptor(String functionName, Localizable displayName) {
        super(functionName, displayName);
    }

    @Override
    public boolean isAdvanced() {
        return true;
    }
}
