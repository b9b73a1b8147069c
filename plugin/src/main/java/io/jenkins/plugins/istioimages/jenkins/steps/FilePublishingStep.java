package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that publishes files of a release, too: charts, dashboards, all of them to buckets. */
public abstract class FilePublishingStep extends SourcePublishingStep {
    private List<String> chartHubs = List.of();
    private boolean grafana;
    private String grafanaUrl;
    private String grafanaCredentialsId;
    private List<String> buckets = List.of();
    private List<String> bucketAliases = List.of();
    private String helmBucket;
    private String helmUrl;
    private String bucketCredentialsId;

    FilePublishingStep() {}

    public final List<String> getChartHubs() {
        return chartHubs;
    }

    /** For the form. */
    public final String getChartHubsText() {
        return Texts.joined(chartHubs);
    }

    @DataBoundSetter
    public final void setChartHubs(List<String> chartHubs) {
        this.chartHubs = Texts.words(chartHubs);
    }

    public final boolean isGrafana() {
        return grafana;
    }

    @DataBoundSetter
    public final void setGrafana(boolean grafana) {
        this.grafana = grafana;
    }

    public final String getGrafanaUrl() {
        return grafanaUrl;
    }

    @DataBoundSetter
    public final void setGrafanaUrl(String grafanaUrl) {
        this.grafanaUrl = Util.fixEmptyAndTrim(grafanaUrl);
    }

    public final String getGrafanaCredentialsId() {
        return grafanaCredentialsId;
    }

    @DataBoundSetter
    public final void setGrafanaCredentialsId(String grafanaCredentialsId) {
        this.grafanaCredentialsId = Util.fixEmptyAndTrim(grafanaCredentialsId);
    }

    public final List<String> getBuckets() {
        return buckets;
    }

    /** For the form. */
    public final String getBucketsText() {
        return Texts.joined(buckets);
    }

    @DataBoundSetter
    public final void setBuckets(List<String> buckets) {
        this.buckets = Texts.words(buckets);
    }

    public final List<String> getBucketAliases() {
        return bucketAliases;
    }

    /** For the form. */
    public final String getBucketAliasesText() {
        return Texts.joined(bucketAliases);
    }

    @DataBoundSetter
    public final void setBucketAliases(List<String> bucketAliases) {
        this.bucketAliases = Texts.words(bucketAliases);
    }

    public final String getHelmBucket() {
        return helmBucket;
    }

    @DataBoundSetter
    public final void setHelmBucket(String helmBucket) {
        this.helmBucket = Util.fixEmptyAndTrim(helmBucket);
    }

    public final String getHelmUrl() {
        return helmUrl;
    }

    @DataBoundSetter
    public final void setHelmUrl(String helmUrl) {
        this.helmUrl = Util.fixEmptyAndTrim(helmUrl);
    }

    public final String getBucketCredentialsId() {
        return bucketCredentialsId;
    }

    @DataBoundSetter
    public final void setBucketCredentialsId(String bucketCredentialsId) {
        this.bucketCredentialsId = Util.fixEmptyAndTrim(bucketCredentialsId);
    }

    /** Whether there is a target that files or sources of the release go to. */
    final boolean asksForFiles() {
        return !chartHubs.isEmpty()
                || isGitTags()
                || getGithub() != null
                || grafana
                || !buckets.isEmpty()
                || helmBucket != null;
    }

    /**
     * Those of the targets beside registries that were asked for.
     *
     * @param tagger {@code NAME <ADDRESS>}, unless the call names one
     * @throws InputException if one of them cannot be
     */
    final List<TargetChoice> others(String tagger) {
        String person = Texts.text(getTagger()).isEmpty() ? tagger : getTagger();
        return Stream.of(
                        new GitTagsChoice(isGitTags(), getGitPush(), person),
                        new GitHubChoice(this, person),
                        new GrafanaChoice(grafana, grafanaUrl, grafanaCredentialsId),
                        new BucketChoice(this))
                .filter(choice -> {
                    choice.check();
                    return choice.isGiven();
                })
                .toList();
    }
}
