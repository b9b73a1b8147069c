package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.WasmCallable;
import io.jenkins.plugins.istioimages.jenkins.data.WasmCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.WasmPluginImage;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code wasmImage}: publishes a Wasm module of the workspace as a plugin image that Istio takes. */
public final class WasmImageStep extends RegistryStep {
    private final String file;
    private final String reference;
    private String format = WasmFormat.OCI.id();
    private String created;
    private boolean anyAbi;
    private boolean checkOnly;

    /**
     * @param file path in the workspace
     * @param reference repository and tag
     */
    @DataBoundConstructor
    public WasmImageStep(String file, String reference) {
        this.file = file;
        this.reference = reference;
    }

    public String getFile() {
        return file;
    }

    public String getReference() {
        return reference;
    }

    public String getFormat() {
        return format;
    }

    /** @param format {@code docker}, {@code oci} or {@code artifact} */
    @DataBoundSetter
    public void setFormat(String format) {
        this.format = format;
    }

    public String getCreated() {
        return created;
    }

    /** @param created time of the image, as in 2022-10-12T08:11:00Z; none means 1970 */
    @DataBoundSetter
    public void setCreated(String created) {
        this.created = Util.fixEmptyAndTrim(created);
    }

    public boolean isAnyAbi() {
        return anyAbi;
    }

    @DataBoundSetter
    public void setAnyAbi(boolean anyAbi) {
        this.anyAbi = anyAbi;
    }

    public boolean isCheckOnly() {
        return checkOnly;
    }

    @DataBoundSetter
    public void setCheckOnly(boolean checkOnly) {
        this.checkOnly = checkOnly;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (!checkOnly) {
            PullRequests.refuse(context.get(Run.class), "wasmImage without checkOnly");
        }
        return Checks.orAbort(() -> {
            RegistryChoice registry = new RegistryChoice(getCredentialsId(), getPlainHttp(), getCaCredentialsId());
            registry.check();
            checkFile(file);
            target(reference);
            WasmFormat.parse(Texts.text(format));
            time(created);
            return new Execution(context, this, registry);
        });
    }

    private static void checkFile(String value) {
        if (Texts.text(value).isBlank()) {
            throw new InputException("say which file is the module, like plugin.wasm");
        }
    }

    private static Reference target(String value) {
        if (Texts.text(value).isBlank()) {
            throw new InputException("say where the image goes, like registry.example/wasm/auth:1.0");
        }
        Reference target = Reference.parse(value.strip());
        if (target.digest().isPresent()) {
            throw new InputException("'" + value + "' names a digest; the image is published under a tag");
        }
        return target;
    }

    private static Instant time(String value) {
        String text = Texts.text(value).strip();
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InputException("'" + text + "' is no time; expected for example 2022-10-12T08:11:00Z", e);
        }
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final String reference;
        private final String format;
        private final String created;
        private final boolean anyAbi;
        private final boolean checkOnly;
        private final RegistryChoice registry;

        Execution(StepContext context, WasmImageStep step, RegistryChoice registry) {
            super(context);
            this.file = step.file;
            this.reference = step.reference;
            this.format = step.format;
            this.created = Texts.text(step.created);
            this.anyAbi = step.anyAbi;
            this.checkOnly = step.checkOnly;
            this.registry = registry;
        }

        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            if (checkOnly) {
                return RegistryLogin.none();
            }
            return new Logins(run, Defaults.inForce())
                    .registries(registry, List.of(target(reference).repository().toString()));
        }

        @Override
        WasmPluginImage run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            Reference target = target(reference);
            WasmFormat form = WasmFormat.parse(format);
            WasmCallable work = new WasmCallable(file, target, form, time(created), anyAbi, machine);
            WasmCallable.Answer answer = workspace.act(checkOnly ? work.checkOnly() : work);
            return WasmPluginImage.of(target, form, answer.digest(), answer.abiVersions(), answer.written())
                    .sized(answer.size());
        }

        @Override
        Serializable done(Run<?, ?> run, Serializable result) throws IOException {
            if (!checkOnly) {
                Instant now = Instant.ofEpochMilli(run.getStartTimeInMillis());
                ImagesAction.record(run, WasmCatalog.of((WasmPluginImage) result, now));
            }
            return result;
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends RegistryStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("wasmImage", Messages._WasmImage_displayName());
        }

        @POST
        public FormValidation doCheckFile(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> checkFile(value));
        }

        @POST
        public FormValidation doCheckReference(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> target(value));
        }

        @POST
        public FormValidation doCheckCreated(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> time(value));
        }

        @POST
        public ListBoxModel doFillFormatItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (CredentialItems.mayConfigure(item)) {
                WasmFormat.ids().forEach(id -> items.add(id, id));
            }
            return items;
        }
    }
}
