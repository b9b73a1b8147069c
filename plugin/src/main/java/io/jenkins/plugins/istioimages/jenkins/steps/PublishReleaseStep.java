package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.AssembleCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryTargets;
import io.jenkins.plugins.istioimages.jenkins.data.PublishTags;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code publishRelease}: brings a release to any of its targets - registries, git, GitHub, grafana.com, buckets - and
 * gives a receipt for each.
 */
public final class PublishReleaseStep extends FilePublishingStep {
    private String release = AssembleCallable.OUT;
    private List<String> aliases = List.of();
    private boolean sbom;
    private boolean dryRun;
    private boolean verify;
    private boolean replace;
    private boolean failOnError = true;

    /** A release where {@code istioBuild} puts it. */
    @DataBoundConstructor
    public PublishReleaseStep() {}

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        String given = Util.fixEmptyAndTrim(release);
        this.release = given == null ? AssembleCallable.OUT : given;
    }

    public List<String> getAliases() {
        return aliases;
    }

    /** For the form. */
    public String getAliasesText() {
        return Texts.joined(aliases);
    }

    @DataBoundSetter
    public void setAliases(List<String> aliases) {
        this.aliases = Texts.words(aliases);
    }

    public boolean isSbom() {
        return sbom;
    }

    /** @param sbom whether each image gets a bill of what is in it */
    @DataBoundSetter
    public void setSbom(boolean sbom) {
        this.sbom = sbom;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isVerify() {
        return verify;
    }

    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    public boolean isReplace() {
        return replace;
    }

    @DataBoundSetter
    public void setReplace(boolean replace) {
        this.replace = replace;
    }

    public boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Run<?, ?> run = context.get(Run.class);
        PullRequests.refuse(run, "publishRelease");
        // On the thread of the Pipeline, which is whoever the build runs as: that user's permissions count.
        String archivedBy = getImages() == null || !asksForFiles()
                ? ""
                : ArchivedRelease.find(run, getImages().run());
        GitChoice git = git();
        return Checks.orAbort(() -> new PublishReleaseExecution(context, this, git, archivedBy));
    }

    Mode mode() {
        if (dryRun && verify) {
            throw new InputException(
                    "dryRun says what would be changed, verify whether something is missing; give one of them");
        }
        return dryRun ? Mode.DRY_RUN : verify ? Mode.VERIFY : Mode.PUBLISH;
    }

    /**
     * Where images and charts go. Nobody who names other targets alone means the system's hub.
     *
     * @throws InputException if no target of any kind is named
     */
    RegistryTargets registries(List<TargetChoice> others, Defaults defaults) {
        boolean elsewhere = !others.isEmpty() || !getChartHubs().isEmpty();
        boolean images = !getTags().isEmpty() || !aliases.isEmpty() || getSign() != null || sbom;
        List<String> hubs = elsewhere && !images ? Defaults.named(getHubs()) : defaults.hubs(getHubs());
        if (hubs.isEmpty() && !elsewhere) {
            throw new InputException(
                    "say where the release goes: hubs, chartHubs, gitTags, github, grafana, buckets," + " helmBucket");
        }
        if (hubs.isEmpty() && images) {
            throw new InputException("tags, aliases, sign and sbom are for images: say at least one hub, like"
                    + " hubs: ['ghcr.io/resf/istio']");
        }
        RegistryTargets targets = new RegistryTargets(hubs, getChartHubs(), getTags(), aliases);
        targets.check();
        return targets;
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends FilePublishingStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("publishRelease", Messages._PublishRelease_displayName());
        }

        /** Where {@code istioBuild} leaves a release. */
        public String getDefaultRelease() {
            return AssembleCallable.OUT;
        }

        @Override
        void checkHubs(List<String> hubs) {
            if (!Defaults.named(hubs).isEmpty()) {
                Checks.hubs(hubs);
            }
        }

        @POST
        public FormValidation doCheckAliases(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Texts.words(List.of(value)).forEach(PublishTags::check));
        }
    }
}
