package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that publishes images to registries: which, from where, to where, and signed with what. */
public abstract class PublishingStep extends RegistryStep {
    private List<String> hubs = List.of();
    private List<HubCredentials> hubCredentials = List.of();
    private ImageCatalog images;
    private List<String> tags = List.of();
    private String stagingCredentialsId;
    private String staging;
    private String sign;
    private String signPasswordCredentialsId;

    PublishingStep() {}

    public final ImageCatalog getImages() {
        return images;
    }

    /** @param images a catalog, as {@code istioBuild} gives it; none means what the run recorded */
    @DataBoundSetter
    public final void setImages(ImageCatalog images) {
        this.images = images;
    }

    public final List<String> getHubs() {
        return hubs;
    }

    /** @param hubs registries and paths that images go below; none means the system configuration's */
    @DataBoundSetter
    public final void setHubs(List<String> hubs) {
        this.hubs = Texts.words(hubs);
    }

    /** For the form. */
    public final String getHubsText() {
        return Texts.joined(hubs);
    }

    public final List<HubCredentials> getHubCredentials() {
        return hubCredentials;
    }

    /** @param hubCredentials who we are to single registries, instead of {@code credentialsId} */
    @DataBoundSetter
    public final void setHubCredentials(List<HubCredentials> hubCredentials) {
        this.hubCredentials = hubCredentials == null ? List.of() : List.copyOf(hubCredentials);
    }

    /**
     * How registries are reached, with the credentials of single ones.
     *
     * @param targets hubs that are in force
     * @throws io.jenkins.plugins.istioimages.errors.InputException if there are credentials for none of them
     */
    final RegistryChoice registry(List<String> targets) {
        RegistryChoice choice = new RegistryChoice(getCredentialsId(), getPlainHttp(), getCaCredentialsId());
        choice.check();
        return choice.with(HubCredentials.logins(hubCredentials).among(targets));
    }

    /** For the form. */
    public final String getTagsText() {
        return Texts.joined(tags);
    }

    public final List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public final void setTags(List<String> tags) {
        this.tags = Texts.words(tags);
    }

    public final String getStagingCredentialsId() {
        return stagingCredentialsId;
    }

    @DataBoundSetter
    public final void setStagingCredentialsId(String stagingCredentialsId) {
        this.stagingCredentialsId = Util.fixEmptyAndTrim(stagingCredentialsId);
    }

    public final String getStaging() {
        return staging;
    }

    @DataBoundSetter
    public final void setStaging(String staging) {
        this.staging = Util.fixEmptyAndTrim(staging);
    }

    public final String getSign() {
        return sign;
    }

    /** @param sign id of the credentials that hold a private key */
    @DataBoundSetter
    public final void setSign(String sign) {
        this.sign = Util.fixEmptyAndTrim(sign);
    }

    public final String getSignPasswordCredentialsId() {
        return signPasswordCredentialsId;
    }

    /** @param signPasswordCredentialsId id of the credentials that hold the key's password */
    @DataBoundSetter
    public final void setSignPasswordCredentialsId(String signPasswordCredentialsId) {
        this.signPasswordCredentialsId = Util.fixEmptyAndTrim(signPasswordCredentialsId);
    }
}
