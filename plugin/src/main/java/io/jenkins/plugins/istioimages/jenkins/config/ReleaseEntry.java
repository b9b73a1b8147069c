package io.jenkins.plugins.istioimages.jenkins.config;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A row of the table of supported releases. */
public final class ReleaseEntry extends AbstractDescribableImpl<ReleaseEntry> {
    private final String version;
    private String endOfSupport = "";
    private String kubernetes = "";

    /** @param version newest patch of the release, like {@code 1.31.2} */
    @DataBoundConstructor
    public ReleaseEntry(String version) {
        this.version = Checks.text(version);
    }

    /** A file that somebody wrote may leave one of them out. */
    Object readResolve() {
        ReleaseEntry whole = new ReleaseEntry(version);
        whole.endOfSupport = Checks.text(endOfSupport);
        whole.kubernetes = Checks.text(kubernetes);
        return whole;
    }

    static ReleaseEntry of(SupportedRelease release) {
        ReleaseEntry entry = new ReleaseEntry(release.version());
        release.endOfSupport().ifPresent(date -> entry.setEndOfSupport(date.toString()));
        entry.setKubernetes(String.join(", ", release.kubernetes()));
        return entry;
    }

    public String getVersion() {
        return version;
    }

    /** The last day with support, like {@code 2027-02-28}; empty while nobody has said when. */
    public String getEndOfSupport() {
        return endOfSupport;
    }

    @DataBoundSetter
    public void setEndOfSupport(String date) {
        endOfSupport = Checks.text(date);
    }

    /** Versions of Kubernetes that it supports, like {@code 1.34, 1.35}; empty where they are not known. */
    public String getKubernetes() {
        return kubernetes;
    }

    @DataBoundSetter
    public void setKubernetes(String versions) {
        kubernetes = Checks.text(versions);
    }

    /** @throws InputException if version, date or a version of Kubernetes are none */
    SupportedRelease parsed() {
        return parsed(version, endOfSupport, kubernetes);
    }

    private static SupportedRelease parsed(String version, String endOfSupport, String kubernetes) {
        List<String> versions = Stream.of(kubernetes.split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return SupportedRelease.parse(version, endOfSupport).withKubernetes(versions);
    }

    /** Its form. */
    @Extension
    @Symbol("supportedRelease")
    public static final class DescriptorImpl extends Descriptor<ReleaseEntry> {
        @Override
        public String getDisplayName() {
            return Messages.ReleaseEntry_displayName();
        }

        @POST
        public FormValidation doCheckVersion(@QueryParameter String value) {
            return Checks.required(value, text -> SupportedRelease.parse(text, ""));
        }

        @POST
        public FormValidation doCheckEndOfSupport(@QueryParameter String value) {
            return Checks.optional(value, text -> SupportedRelease.parse("0.0.0", text));
        }

        @POST
        public FormValidation doCheckKubernetes(@QueryParameter String value) {
            return Checks.optional(value, text -> parsed("0.0.0", "", text));
        }
    }
}
