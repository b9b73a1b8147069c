package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that reaches registries: the parameters that say how. */
public abstract class RegistryStep extends Step {
    private String credentialsId;
    private List<String> plainHttp = List.of();
    private String caCredentialsId;

    RegistryStep() {}

    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public final List<String> getPlainHttp() {
        return plainHttp;
    }

    /** For the form. */
    public final String getPlainHttpText() {
        return Texts.joined(plainHttp);
    }

    @DataBoundSetter
    public final void setPlainHttp(List<String> plainHttp) {
        this.plainHttp = Texts.words(plainHttp);
    }

    public final String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public final void setCaCredentialsId(String caCredentialsId) {
        this.caCredentialsId = Util.fixEmptyAndTrim(caCredentialsId);
    }

    /**
     * How registries are reached, checked.
     *
     * @throws UserError in the words that the form says, too
     */
    final RegistryChoice registry() throws UserError {
        return checked(new RegistryChoice(credentialsId, plainHttp, caCredentialsId));
    }

    static RegistryChoice checked(RegistryChoice choice) throws UserError {
        return Checks.orAbort(() -> {
            choice.check();
            return choice;
        });
    }
}
