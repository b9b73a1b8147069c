package io.jenkins.plugins.istioimages.jenkins.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.data.HostNames;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.BuilderImages;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What holds for every job that says nothing else: {@code unclassified: istioImages:} as code. Of credentials it keeps
 * ids only.
 */
@Extension
@Symbol("istioImages")
public class IstioImagesConfiguration extends GlobalConfiguration {
    private List<PlatformLabel> labels = new ArrayList<>();
    private List<ReleaseEntry> releases = new ArrayList<>();
    private boolean keepKnownReleases;
    private String builderImage = "";
    private String hub = "";
    private String staging = "";
    private String credentialsId = "";
    private String caCredentialsId = "";
    private String plainHttp = "";
    private String gitCredentialsId = "";
    private String gitHosts = "";
    private String pullRequestBranches = "";

    /** As it was saved. */
    public IstioImagesConfiguration() {
        load();
    }

    /** The one that is in force. */
    public static IstioImagesConfiguration get() {
        return ExtensionList.lookupSingleton(IstioImagesConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.IstioImagesConfiguration_displayName();
    }

    /** Agents by platform; where there is none, the label is the architecture. */
    public List<PlatformLabel> getLabels() {
        return List.copyOf(labels);
    }

    @DataBoundSetter
    public void setLabels(List<PlatformLabel> rows) {
        labels = rows == null ? new ArrayList<>() : new ArrayList<>(rows);
        save();
    }

    /** The table of supported releases; empty for the one that this plugin was built with. */
    public List<ReleaseEntry> getReleases() {
        return List.copyOf(releases);
    }

    @DataBoundSetter
    public void setReleases(List<ReleaseEntry> rows) {
        releases = rows == null ? new ArrayList<>() : new ArrayList<>(rows);
        save();
    }

    /** Whether the rows are added to the table that this plugin was built with, not put in its place. */
    public boolean isKeepKnownReleases() {
        return keepKnownReleases;
    }

    @DataBoundSetter
    public void setKeepKnownReleases(boolean keep) {
        keepKnownReleases = keep;
        save();
    }

    /** Template of the image that builds run in; empty means on the agent itself. */
    public String getBuilderImage() {
        return builderImage;
    }

    @DataBoundSetter
    public void setBuilderImage(String template) {
        builderImage = Checks.text(template);
        save();
    }

    /** Where releases are published. */
    public String getHub() {
        return hub;
    }

    @DataBoundSetter
    public void setHub(String name) {
        hub = Checks.text(name);
        save();
    }

    /** Where agents push what they made, before it is published. */
    public String getStaging() {
        return staging;
    }

    @DataBoundSetter
    public void setStaging(String name) {
        staging = Checks.text(name);
        save();
    }

    /** Id of user name and password for the registries of hub and staging. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String id) {
        credentialsId = Checks.text(id);
        save();
    }

    /** Id of the file or text with certificates of authorities that registries may have theirs from. */
    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(String id) {
        caCredentialsId = Checks.text(id);
        save();
    }

    /** Registries that may be spoken to without TLS, {@code HOST} or {@code HOST:PORT} each. */
    public String getPlainHttp() {
        return plainHttp;
    }

    @DataBoundSetter
    public void setPlainHttp(String hosts) {
        plainHttp = Checks.text(hosts);
        save();
    }

    /** Git servers that may have the password of {@link #getGitCredentialsId()}, {@code HOST} or {@code HOST:PORT} each. */
    public String getGitHosts() {
        return gitHosts;
    }

    @DataBoundSetter
    public void setGitHosts(String hosts) {
        gitHosts = Checks.text(hosts);
        save();
    }

    /** Id of user name and password, or SSH key, for sources. */
    public String getGitCredentialsId() {
        return gitCredentialsId;
    }

    @DataBoundSetter
    public void setGitCredentialsId(String id) {
        gitCredentialsId = Checks.text(id);
        save();
    }

    /**
     * Label expressions by platform.
     *
     * @throws InputException if a row is wrong or a platform stands there twice
     */
    public Map<Platform, String> labelsByPlatform() {
        Map<Platform, String> byPlatform = new LinkedHashMap<>();
        for (PlatformLabel row : labels) {
            if (byPlatform.put(row.parsed(), row.getLabel()) != null) {
                throw new InputException(
                        "system configuration of Istio images: platform " + row.getPlatform() + " stands there twice");
            }
        }
        return byPlatform;
    }

    /**
     * The table of supported releases that is in force.
     *
     * @throws InputException if a row is wrong or a release stands there twice
     */
    public SupportedReleases supportedReleases() {
        if (releases.isEmpty()) {
            return SupportedReleases.known();
        }
        SupportedReleases rows = new SupportedReleases(
                releases.stream().map(ReleaseEntry::parsed).toList());
        return keepKnownReleases ? rows.or(SupportedReleases.known()) : rows;
    }

    /** Names of branches that are taken for pull requests, with {@code *}; words with blanks or commas between them. */
    public String getPullRequestBranches() {
        return pullRequestBranches;
    }

    @DataBoundSetter
    public void setPullRequestBranches(String patterns) {
        pullRequestBranches = Checks.text(patterns);
        save();
    }

    /** A form sends no key for a list without rows, so lists begin empty. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        List<PlatformLabel> oldLabels = labels;
        List<ReleaseEntry> oldReleases = releases;
        labels = new ArrayList<>();
        releases = new ArrayList<>();
        try {
            request.bindJSON(this, form);
            labelsByPlatform();
            supportedReleases();
        } catch (InputException e) {
            labels = oldLabels;
            releases = oldReleases;
            save();
            throw new FormException(e, "releases");
        }
        save();
        return true;
    }

    @POST
    public FormValidation doCheckHub(@QueryParameter String value) {
        return Checks.optional(value, Hub::parse);
    }

    @POST
    public FormValidation doCheckBuilderImage(@QueryParameter String value) {
        return Checks.optional(value, BuilderImages::check);
    }

    @POST
    public FormValidation doCheckStaging(@QueryParameter String value) {
        return Checks.optional(
                value, text -> new PlanRequest("manifest.yaml").staging(text).check());
    }

    /** A password without a registry would never be used. */
    @POST
    public FormValidation doCheckCredentialsId(
            @QueryParameter String value, @QueryParameter String hub, @QueryParameter String staging) {
        return Checks.optional(value, id -> {
            if (Checks.text(hub).isEmpty() && Checks.text(staging).isEmpty()) {
                throw new InputException("name the default hub or the default staging, too:"
                        + " these credentials go to the registries of both and to no other");
            }
        });
    }

    @POST
    public FormValidation doCheckPlainHttp(@QueryParameter String value) {
        return Checks.optional(value, text -> HostNames.in(text, "plainHttp"));
    }

    @POST
    public FormValidation doCheckGitHosts(@QueryParameter String value) {
        return Checks.optional(value, text -> HostNames.in(text, "gitHosts"));
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        return items(credentialsId, List.of(StandardUsernamePasswordCredentials.class));
    }

    @POST
    public ListBoxModel doFillGitCredentialsIdItems(@QueryParameter String gitCredentialsId) {
        return items(gitCredentialsId, List.of(StandardUsernameCredentials.class, StringCredentials.class));
    }

    @POST
    public ListBoxModel doFillCaCredentialsIdItems(@QueryParameter String caCredentialsId) {
        return items(caCredentialsId, List.of(FileCredentials.class, StringCredentials.class));
    }

    /** Whoever may not change the configuration sees what stands there and nothing more. */
    private static ListBoxModel items(String current, List<Class<? extends StandardCredentials>> types) {
        StandardListBoxModel items = new StandardListBoxModel();
        if (Checks.mayConfigure()) {
            items.includeEmptyValue();
            types.forEach(type -> items.includeAs(ACL.SYSTEM2, (Item) null, type));
        }
        return items.includeCurrentValue(Checks.text(current));
    }
}
