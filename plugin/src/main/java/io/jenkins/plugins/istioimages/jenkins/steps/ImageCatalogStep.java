package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code imageCatalog}: the catalog that this run recorded, or another one that the build may read. */
public final class ImageCatalogStep extends Step {
    private String job;
    private int build;
    private String version;

    /** Of this run, until something else is said. */
    @DataBoundConstructor
    public ImageCatalogStep() {}

    public String getJob() {
        return job;
    }

    @DataBoundSetter
    public void setJob(String job) {
        this.job = Util.fixEmptyAndTrim(job);
    }

    public int getBuild() {
        return build;
    }

    @DataBoundSetter
    public void setBuild(int build) {
        this.build = build;
    }

    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return Checks.orAbort(() -> {
            checkBuild(build, Texts.text(job));
            return new Execution(context, Texts.text(job), build, Texts.text(version));
        });
    }

    private static void checkBuild(int build, String job) {
        if (build < 0) {
            throw new InputException("build is the number of a build, or 0 for the last successful one; not " + build);
        }
        if (build > 0 && job.isEmpty()) {
            throw new InputException("say the job of build " + build + ", too");
        }
    }

    static class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final String job;
        private final int build;
        private final String version;

        Execution(StepContext context, String job, int build, String version) {
            super(context);
            this.job = job;
            this.build = build;
            this.version = version;
        }

        /** On the thread of the Pipeline, which is whoever the build runs as: that user's permissions count. */
        @Override
        public boolean start() throws Exception {
            Run<?, ?> own = getContext().get(Run.class);
            getContext().onSuccess(new RecordedCatalogs(own).of(job, build).choose(version));
            return true;
        }

        @Override
        public void onResume() {
            getContext().onFailure(new hudson.AbortException("imageCatalog was cut by a restart; run it again"));
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "imageCatalog";
        }

        @Override
        public String getDisplayName() {
            return Messages.ImageCatalog_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }

        @POST
        public FormValidation doCheckBuild(
                @AncestorInPath Item item, @QueryParameter int value, @QueryParameter String job) {
            return Checks.form(item, () -> checkBuild(value, Texts.text(job)));
        }

        @POST
        public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> {
                if (!Texts.text(value).isEmpty()) {
                    new ReleaseVersion(value);
                }
            });
        }
    }
}
