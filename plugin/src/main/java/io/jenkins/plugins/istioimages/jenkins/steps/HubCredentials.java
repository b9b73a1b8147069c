package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.data.HubLogins;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Who we are to one of the registries of a call: a row of {@code hubCredentials}. */
public final class HubCredentials extends AbstractDescribableImpl<HubCredentials> {
    private final String registry;
    private final String credentialsId;

    /**
     * A registry's own credentials.
     *
     * @param registry {@code HOST} or {@code HOST:PORT} of hubs
     * @param credentialsId id of a user name with password; empty for the system's, {@code none} for nobody
     */
    @DataBoundConstructor
    public HubCredentials(String registry, String credentialsId) {
        this.registry = Texts.text(registry);
        this.credentialsId = Texts.text(credentialsId);
    }

    public String getRegistry() {
        return registry;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /**
     * All rows of a call.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if one names no registry, or one that another names
     */
    static HubLogins logins(List<HubCredentials> rows) {
        HubLogins logins = HubLogins.none();
        for (HubCredentials row : rows) {
            logins = logins.with(row.registry, row.credentialsId);
        }
        return logins;
    }

    /** A row's form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<HubCredentials> {
        @Override
        public String getDisplayName() {
            return Messages.HubCredentials_displayName();
        }

        @POST
        public FormValidation doCheckRegistry(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> HubLogins.check(Texts.text(value)));
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialItems.usernamePasswords(item, credentialsId);
        }
    }
}
