package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.jenkins.agents.AssembleCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.BillCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.BillsCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.PublishReleaseCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryTargets;
import io.jenkins.plugins.istioimages.jenkins.agents.ReleaseLookCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.ReleaseSignatures;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import io.jenkins.plugins.istioimages.jenkins.data.CatalogEntry;
import io.jenkins.plugins.istioimages.jenkins.data.HubCatalogs;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseAtHand;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.jenkins.images.PublicationsAction;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Publishes a release on an agent. What goes where is settled here before: the agent is told which images, whose
 * signatures, and which targets, and its receipts are of these.
 */
class PublishReleaseExecution extends AgentExecution {
    private static final long serialVersionUID = 1L;

    private final String release;
    private final ImageCatalog given;
    private final RegistryTargets targets;
    private final ArrayList<TargetChoice> others;
    private final Mode mode;
    private final boolean replace;
    private final boolean sbom;
    private final boolean failOnError;
    private final RegistryChoice registry;
    private final GitChoice git;
    private final boolean gitTags;
    private final String staging;
    private final String stagingCredentialsId;
    private final String sign;
    private final String signPasswordCredentialsId;
    private final String archivedBy;

    /**
     * @param archivedBy run whose artifacts are taken where the workspace has no release; empty for the run itself
     * @throws io.jenkins.plugins.istioimages.errors.InputException if the call asks for what cannot be
     */
    PublishReleaseExecution(StepContext context, PublishReleaseStep step, GitChoice git, String archivedBy) {
        super(context);
        Defaults defaults = Defaults.inForce();
        this.release = step.getRelease();
        this.given = step.getImages();
        this.others = new ArrayList<>(step.others(GitTagsChoice.taggerOf(environment(context))));
        this.targets = step.registries(others, defaults);
        this.mode = step.mode();
        this.replace = step.isReplace();
        this.sbom = step.isSbom();
        this.failOnError = step.isFailOnError();
        this.registry = step.registry(targets.all());
        this.git = git;
        this.gitTags = step.isGitTags();
        this.staging = defaults.staging(step.getStaging());
        this.stagingCredentialsId = Texts.text(step.getStagingCredentialsId());
        this.sign = Defaults.named(Texts.text(step.getSign()));
        this.signPasswordCredentialsId = Defaults.named(Texts.text(step.getSignPasswordCredentialsId()));
        this.archivedBy = archivedBy;
        Checks.staging(staging);
    }

    private static EnvVars environment(StepContext context) {
        try {
            return context.get(EnvVars.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EnvVars();
        }
    }

    /** Nobody's password for git leaves the controller where nothing is tagged over git. */
    @Override
    GitLogin git(Run<?, ?> run) throws IOException {
        return gitTags ? new Logins(run, Defaults.inForce()).git(git) : GitLogin.none();
    }

    @Override
    PublishedRelease run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
        Run<?, ?> own = owner();
        Optional<ReleaseAtHand> atHand = release(workspace, own, machine);
        Optional<ImageCatalog> images = targets.hubs().isEmpty() ? Optional.empty() : Optional.of(images(own, atHand));
        String version = images.map(ImageCatalog::getVersion)
                .orElseGet(() -> atHand.map(ReleaseAtHand::version).orElse(""));
        List<TargetGroup> groups = groups(own);
        List<String> names = names(groups, atHand);
        Machine logged = machine.with(registries(own, images));
        PublishReleaseCallable work = new PublishReleaseCallable(release, version, targets, logged)
                .in(mode, replace)
                .to(groups);
        if (images.isPresent()) {
            work.images(images.get().getYaml(), staging).bills(sbom);
            if (!sign.isEmpty()) {
                work.signed(signatures(own, images.get(), workspace, logged));
            }
        }
        String answer = workspace.act(work);
        PublishedRelease published = PublishedRelease.check(answer, version, mode, names);
        PublicationsAction.record(own, published);
        if (images.isPresent() && new ImagesToPublish(own).isKnown(given, version)) {
            recordImages(own, images.get().catalog(), answer);
        }
        PublishedRelease.problems(answer).forEach(machine::notice);
        if (failOnError) {
            published.orFail();
        }
        return published;
    }

    /** The run that publishes. */
    Run<?, ?> owner() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private boolean needsFiles() {
        return targets.needsFiles() || !others.isEmpty();
    }

    /** In the workspace, or brought there. */
    private Optional<ReleaseAtHand> release(FilePath workspace, Run<?, ?> own, Machine machine)
            throws IOException, InterruptedException {
        Optional<ReleaseAtHand> found = look(workspace);
        if (!needsFiles()) {
            return found;
        }
        Optional<ImageCatalog> expected = new ImagesToPublish(own).expected(given, found);
        if (isRight(found, expected)) {
            return found;
        }
        // assembleRelease empties its own directory, too; another one is the user's.
        boolean mayTake = found.isEmpty() || release.equals(AssembleCallable.OUT);
        if (mayTake && ArchivedRelease.of(own, archivedBy).bring(workspace, release, machine)) {
            found = look(workspace);
        }
        if (!isRight(found, expected)) {
            throw new AbortException(found.map(other -> "the release " + other.version() + " in '" + release
                            + "' of the workspace is not the one of the images")
                    .orElse("there is no release in '" + release + "' of the workspace, with the files that are to be"
                            + " published, and " + (archivedBy.isEmpty() ? "this run" : archivedBy)
                            + " has archived none"));
        }
        return found;
    }

    private static boolean isRight(Optional<ReleaseAtHand> found, Optional<ImageCatalog> expected) {
        return found.filter(there -> expected.map(there::isOf).orElse(true)).isPresent();
    }

    private Optional<ReleaseAtHand> look(FilePath workspace) throws IOException, InterruptedException {
        return ReleaseAtHand.read(workspace.act(new ReleaseLookCallable(release)));
    }

    private ImageCatalog images(Run<?, ?> own, Optional<ReleaseAtHand> atHand) throws IOException {
        return new ImagesToPublish(own).choose(given, atHand, targets.hubs(), !sign.isEmpty());
    }

    private List<TargetGroup> groups(Run<?, ?> own) throws IOException {
        RunCredentials credentials = new RunCredentials(own);
        List<TargetGroup> groups = new ArrayList<>();
        for (TargetChoice choice : others) {
            groups.add(choice.with(credentials));
        }
        return groups;
    }

    private List<String> names(List<TargetGroup> groups, Optional<ReleaseAtHand> atHand) throws AbortException {
        List<TargetName> names = new ArrayList<>(targets.imageNames());
        names.addAll(targets.chartNames());
        for (TargetGroup group : groups) {
            names.addAll(group.names(atHand.flatMap(ReleaseAtHand::lock)
                    .orElseThrow(() -> new AbortException("the release in '" + release
                            + "' of the workspace has no lock.yaml, which says what it was made of"))));
        }
        return names.stream().map(TargetName::toString).toList();
    }

    private RegistryLogin registries(Run<?, ?> own, Optional<ImageCatalog> images) throws IOException {
        Logins logins = new Logins(own, Defaults.inForce());
        RegistryLogin login = logins.registries(registry, targets.all());
        List<String> sources = images.map(ImageCatalog::getImages).orElse(List.of()).stream()
                .map(CatalogEntry::getRepository)
                .toList();
        return logins.users(login, stagingCredentialsId, sources);
    }

    private ReleaseSignatures signatures(Run<?, ?> own, ImageCatalog images, FilePath workspace, Machine logged)
            throws IOException, InterruptedException {
        ReleaseSigning signing = new ReleaseSigning(own);
        SigningKey key = signing.key(sign, signPasswordCredentialsId);
        ReleaseSignatures made = signing.sign(images, targets.hubs(), key, logged);
        if (sbom && mode == Mode.PUBLISH) {
            signBills(key, made, images, workspace, logged);
        }
        return made;
    }

    /** One bill at a time is here. The agent is asked for those of the release alone, whatever it says that it has. */
    private void signBills(
            SigningKey key, ReleaseSignatures made, ImageCatalog images, FilePath workspace, Machine logged)
            throws IOException, InterruptedException {
        List<String> bills = workspace
                .act(new BillsCallable(images.getYaml(), staging, targets.hubs(), made, logged))
                .lines()
                .toList();
        for (CatalogImage image : images.catalog().images()) {
            for (Digest manifest : ReleaseSignatures.manifests(image)) {
                if (bills.contains(manifest.toString())) {
                    byte[] bill = workspace.act(new BillCallable(manifest.toString()));
                    made.addBill(key, targets.hubs(), image, manifest, bill);
                }
            }
        }
    }

    /** The run's catalog says where images are published, and what is attached to them there. */
    private void recordImages(Run<?, ?> own, Catalog images, String answer) throws IOException {
        try {
            for (Catalog there : new HubCatalogs(images, targets.tags()).read(answer, targets.hubs())) {
                ImagesAction.record(own, there);
            }
        } catch (EngineException e) {
            throw new UserError(e);
        }
    }
}
