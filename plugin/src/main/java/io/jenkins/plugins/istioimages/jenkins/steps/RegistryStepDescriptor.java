package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step that works in a workspace with credentials for registries. */
public abstract class RegistryStepDescriptor extends StepDescriptor {
    private final String functionName;
    private final Localizable displayName;

    RegistryStepDescriptor(String functionName, Localizable displayName) {
        this.functionName = functionName;
        this.displayName = displayName;
    }

    @Override
    public final String getFunctionName() {
        return functionName;
    }

    @Override
    public final String getDisplayName() {
        return displayName.toString();
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(FilePath.class, TaskListener.class, Run.class, EnvVars.class);
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return CredentialItems.usernamePasswords(item, credentialsId);
    }

    @POST
    public ListBoxModel doFillCaCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String caCredentialsId) {
        return CredentialItems.authorities(item, caCredentialsId);
    }

    @POST
    public FormValidation doCheckPlainHttp(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.plainHttp(value));
    }
}
