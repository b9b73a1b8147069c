package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import java.util.List;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a step that publishes files of a release, too. */
public abstract class FilePublishingStepDescriptor extends SourcePublishingStepDescriptor {
    FilePublishingStepDescriptor(String functionName, Localizable displayName) {
        super(functionName, displayName);
    }

    @POST
    public FormValidation doCheckChartHubs(@AncestorInPath Item item, @QueryParameter String value) {
        List<String> hubs = Texts.words(List.of(value));
        return Checks.form(item, () -> {
            if (!hubs.isEmpty()) {
                Checks.hubs(hubs);
            }
        });
    }

    @POST
    public FormValidation doCheckGrafanaUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> GrafanaChoice.address(Texts.text(value)));
    }

    @POST
    public ListBoxModel doFillGrafanaCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String grafanaCredentialsId) {
        return CredentialItems.tokens(item, grafanaCredentialsId);
    }

    @POST
    public FormValidation doCheckBuckets(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Texts.words(List.of(value)).forEach(BucketAddress::parse));
    }

    @POST
    public FormValidation doCheckHelmBucket(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String helmUrl) {
        return Checks.form(
                item, () -> Checks.given(value, bucket -> BucketChoice.checkHelm(bucket, Texts.text(helmUrl))));
    }

    @POST
    public FormValidation doCheckHelmUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.given(value, url -> Checks.web(url, "helmUrl")));
    }

    @POST
    public ListBoxModel doFillBucketCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String bucketCredentialsId) {
        return CredentialItems.buckets(item, bucketCredentialsId);
    }
}
