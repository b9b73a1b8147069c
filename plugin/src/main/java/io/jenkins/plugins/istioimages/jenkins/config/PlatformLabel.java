package io.jenkins.plugins.istioimages.jenkins.config;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.regex.Pattern;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which agents build for a platform. */
public final class PlatformLabel extends AbstractDescribableImpl<PlatformLabel> {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String platform;
    private final String label;

    /**
     * A platform's agents.
     *
     * @param platform like {@code linux/arm64}
     * @param label label expression of the agents, like {@code arm64 && builder}
     */
    @DataBoundConstructor
    public PlatformLabel(String platform, String label) {
        this.platform = Checks.text(platform);
        this.label = Checks.text(label);
    }

    /** A file that somebody wrote may leave one of them out. */
    Object readResolve() {
        return new PlatformLabel(platform, label);
    }

    public String getPlatform() {
        return platform;
    }

    public String getLabel() {
        return label;
    }

    /** @throws InputException if it is none */
    Platform parsed() {
        checkLabel(label);
        return Platform.parse(platform);
    }

    static void checkLabel(String label) {
        if (label.isEmpty()) {
            throw new InputException("say which agents build for the platform: a label or an expression of labels");
        }
        if (CONTROL.matcher(label).find()) {
            throw new InputException("a label expression stands on one line");
        }
    }

    /** Its form. */
    @Extension
    @Symbol("platformLabel")
    public static final class DescriptorImpl extends Descriptor<PlatformLabel> {
        @Override
        public String getDisplayName() {
            return Messages.PlatformLabel_displayName();
        }

        @POST
        public FormValidation doCheckPlatform(@QueryParameter String value) {
            return Checks.required(value, Platform::parse);
        }

        @POST
        public FormValidation doCheckLabel(@QueryParameter String value) {
            return Checks.required(value, PlatformLabel::checkLabel);
        }
    }
}
