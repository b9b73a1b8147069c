package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import hudson.PluginManager;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.CatalogEntry;
import io.jenkins.plugins.istioimages.jenkins.data.CatalogEntryPlatform;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PlannedStage;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseValidation;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.StageCommand;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.sign.KeyPassword;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import io.jenkins.plugins.istioimages.publish.verify.ImageVerifier;
import io.jenkins.plugins.istioimages.publish.verify.VerificationReport;
import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.source.SmallSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockedStatic;

/**
 * A release by the steps' own executions, as the script of {@code istioBuild} calls them: git, make, gcc and registries
 * behind passwords are real, a directory plays each agent's workspace, and all that crosses to it and back goes through
 * bytes.
 */
@Timeout(120)
class ReleaseOnAgentsIT {
    /** The key of RFC 6979, A.2.5. */
    private static final String PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder()
                    .encodeToString(HexFormat.of()
                            .parseHex("3041020100301306072A8648CE3D020106082A8648CE3D030107042730250201010420"
                                    + "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"))
            + "\n-----END PRIVATE KEY-----\n";

    @TempDir
    Path directory;

    private final StepContext context = mock(StepContext.class);
    private final Run<?, ?> run = mock(Run.class);

    @Test
    void a_release_is_built_on_two_agents_and_published() throws Exception {
        Path planner = SmallSource.create(directory.resolve("planner")).getParent();
        try (DockerRegistry staging = DockerRegistry.configure()
                        .htpasswd("bob", "staging-word")
                        .start();
                DockerRegistry target = DockerRegistry.configure()
                        .htpasswd("ann", "target-word")
                        .start()) {
            Machine machine = machine(RegistryLogin.none().with(staging.host(), "bob", "staging-word"));
            ReleasePlan plan = plan(planner, machine, staging.host() + "/staging");
            ImageCatalog images = build(plan, machine, "first");

            assertThat(images.find("hello")).hasSize(2);
            CatalogEntry hello = images.find("hello", "distroless");
            assertThat(hello.getPlatforms())
                    .extracting(CatalogEntryPlatform::getPlatform)
                    .containsExactly("linux/amd64", "linux/arm64");
            assertThat(hello.getReferences()).containsExactly(staging.host() + "/staging/hello:1.0.0-distroless");
            assertThat(build(plan, machine, "second").getYaml())
                    .as("what was made is taken, on other agents too")
                    .isEqualTo(images.getYaml());
            assertThat(directory.resolve("second-istio-linux-amd64/istio-images"))
                    .doesNotExist();

            publish(images, target.host() + "/x", staging, target);
            publishSigned(images, target.host() + "/signed", staging, target);
        }
    }

    @Test
    void files_come_from_their_agents_by_the_registry_and_are_put_together_on_one() throws Exception {
        Path manifest = SmallSource.create(
                directory.resolve("planner"),
                tree -> Files.writeString(
                        Files.createDirectories(tree.resolve("licenses")).resolve("LICENSE"), "as you like\n"),
                "true");
        Files.writeString(manifest, Files.readString(manifest).replace("[docker]", "[docker, licenses, sources]"));
        try (DockerRegistry staging =
                DockerRegistry.configure().htpasswd("bob", "staging-word").start()) {
            Machine machine = machine(RegistryLogin.none().with(staging.host(), "bob", "staging-word"));
            ReleasePlan plan = plan(manifest.getParent(), machine, staging.host() + "/staging");
            assertThat(plan.getOutputs()).containsExactly("docker", "licenses", "sources");
            List<StageImages> made = make(plan, machine, "first");
            ImageCatalog images = new CollectImagesStep.Execution(context, plan, made, SomeChoices.REGISTRY)
                    .run(workspace("planner"), machine);
            Path stale = directory.resolve("planner/istio-images/out/helm/old-0.9.tgz");
            Files.writeString(Files.createDirectories(stale.getParent()).resolve("old-0.9.tgz"), "of an earlier run");

            String out = new AssembleReleaseStep.Execution(
                            context,
                            plan,
                            Serialized.copy(new ArrayList<>(made)),
                            images.getYaml(),
                            SomeChoices.REGISTRY)
                    .run(workspace("planner"), machine);

            Path release = directory.resolve("planner").resolve(out);
            assertThat(files(release))
                    .contains("SHA256SUMS", "images.yaml", "images.html", "lock.yaml", "manifest.yaml")
                    .contains("licenses/istio.tar.gz", "sources.tar.gz", "sources.tar.gz.sha256")
                    .contains("docker/hello-debug.tar.gz", "docker/hello-distroless-arm64.tar.gz")
                    .noneMatch(name -> name.startsWith("helm"));
            assertThat(release.resolve("images.yaml")).hasContent(images.getYaml());
            assertThat(release.resolve("lock.yaml")).hasContent(plan.getLock());
            assertValidated(machine, staging.host() + "/staging");
        }
    }

    private void assertValidated(Machine machine, String hub) throws Exception {
        ValidateReleaseStep step = new ValidateReleaseStep();
        step.setOutputs(List.of("licenses", "sources"));
        step.setFailOnError(false);
        assertThat(validate(step, machine).getFailed())
                .as("release-builder wants four dependencies, and this has one")
                .containsExactly("manifest");
        Path junit = directory.resolve("planner/istio-images/validate.xml");
        assertThat(junit).content().contains("<testcase", "name=\"checksums\"").contains("dependency api is missing");

        step.setOutputs(List.of("docker"));
        step.setFailOnError(true);
        step.setHubs(List.of(hub));
        assertThatThrownBy(() -> validate(step, machine))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("release 1.0.0 is not whole: manifest, images");
        assertThat(junit).content().contains("<failure", "name=\"published\"");
        step.setFailOnError(false);
        assertThat(validate(step, machine).getFailed())
                .as("there is no pilot, and what there is is published")
                .contains("images")
                .doesNotContain("published", "catalog", "image-archives");
        assertStagingIsLookedAt(step, machine, hub);
    }

    private void assertStagingIsLookedAt(ValidateReleaseStep step, Machine machine, String hub) throws Exception {
        Path junit = directory.resolve("planner/istio-images/validate.xml");
        assertThat(validate(step, machine).getFailed()).doesNotContain("indexes");
        assertThat(junit).content().contains("it is not said where images are staged");
        step.setHubs(List.of());
        staged(step, hub);
        Path archives = directory.resolve("planner/istio-images/out/docker");
        Files.move(archives, directory.resolve("archives"));
        assertThat(validate(step, machine).getFailed())
                .as("without archives images are read in staging")
                .doesNotContain("indexes", "image-binaries", "image-platforms", "platforms-alike");
        assertThat(junit).content().doesNotContain("it is not said where images are staged");
        staged(step, hub + "/elsewhere");
        assertThat(validate(step, machine).getFailed()).contains("indexes", "image-archives");
        staged(step, "oci:" + directory.resolve("nothing"));
        assertThatThrownBy(() -> validate(step, machine)).hasMessageContaining("nothing");
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    private static void staged(ValidateReleaseStep step, String place) {
        try (MockedStatic<Util> util = mockStatic(Util.class)) {
            util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
            step.setStaging(place);
        }
    }

    private ReleaseValidation validate(ValidateReleaseStep step, Machine machine) throws Exception {
        return new ValidateReleaseStep.Execution(context, step, SomeChoices.REGISTRY)
                .run(workspace("planner"), machine);
    }

    private static List<String> files(Path release) throws IOException {
        try (Stream<Path> all = Files.walk(release)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> release.relativize(file).toString())
                    .toList();
        }
    }

    private void publish(ImageCatalog images, String hub, DockerRegistry staging, DockerRegistry target)
            throws Exception {
        Machine both = machine(RegistryLogin.none()
                .with(staging.host(), "bob", "staging-word")
                .with(target.host(), "ann", "target-word"));
        PublishOciStep step = new PublishOciStep();
        step.setTags(List.of("1.0", "stable"));
        Object published = new PublishOciStep.Execution(context, step, SomeChoices.REGISTRY, List.of(hub), "", images)
                .run(workspace("planner"), both);
        assertThat(published)
                .isEqualTo(List.of(
                        hub + "/hello:1.0",
                        hub + "/hello:1.0-debug",
                        hub + "/hello:stable",
                        hub + "/hello:stable-debug",
                        hub + "/hello:1.0-distroless",
                        hub + "/hello:stable-distroless"));
        try (RegistryStore store = new RegistryStore(
                RegistryOptions.defaults().withCredentials(CredentialSource.of(target.host(), "ann", "target-word")))) {
            assertThat(store.resolve(Reference.parse(hub + "/hello:stable-distroless"))
                            .orElseThrow()
                            .digest())
                    .hasToString(images.find("hello", "distroless").getDigest());
        }
    }

    private void publishSigned(ImageCatalog images, String hub, DockerRegistry staging, DockerRegistry target)
            throws Exception {
        SigningKey key = SigningKey.parse(PRIVATE_KEY, "the key", KeyPassword.none());
        when(run.getUrl()).thenReturn("job/istio/7/");
        Jenkins jenkins = mock(Jenkins.class);
        when(jenkins.getRootUrl()).thenReturn("https://jenkins.example/");
        when(jenkins.getPluginManager()).thenReturn(mock(PluginManager.class));
        PublishOciStep step = new PublishOciStep();
        try (SomeCredentials credentials = new SomeCredentials();
                SystemSettings system = new SystemSettings();
                MockedStatic<Jenkins> statics = mockStatic(Jenkins.class);
                MockedStatic<Util> util = mockStatic(Util.class);
                RegistryStore store = new RegistryStore(RegistryOptions.defaults()
                        .withCredentials(CredentialSource.of(target.host(), "ann", "target-word")))) {
            statics.when(Jenkins::get).thenReturn(jenkins);
            util.when(() -> Util.fixEmptyAndTrim("cosign")).thenReturn("cosign");
            credentials.text("cosign", PRIVATE_KEY);
            step.setSign("cosign");
            assertThat(system.configuration.getHub()).isEmpty();
            ImageVerifier verifier = new ImageVerifier(store, key.verificationKey(), List.of(PredicateType.PROVENANCE));
            Reference tag = Reference.parse(hub + "/hello:1.0.0-distroless");

            publish(step, images, hub, staging, target);
            VerificationReport first = verifier.verify(tag);
            assertThat(first.faults()).isEmpty();
            assertThat(first.parts()).hasSize(3);
            int referrers = store.referrers(tag.repository(), first.digest()).size();
            publish(step, images, hub, staging, target);
            assertThat(store.referrers(tag.repository(), first.digest()))
                    .as("a second run signs nothing again")
                    .hasSize(referrers);

            ImageCatalog unknown = ImageCatalog.of(images.catalog());
            publish(step, unknown, hub + "/unknown", staging, target);
            assertThat(verifier.verify(Reference.parse(hub + "/unknown/hello:1.0.0"))
                            .faults())
                    .hasSize(3)
                    .allMatch(fault -> fault.contains("has no attestation"));
            credentials.text("cosign", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
            assertThatThrownBy(() -> publish(step, images, hub + "/never", staging, target))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the key 'cosign' holds a PUBLIC KEY");
            assertThat(store.resolve(Reference.parse(hub + "/never/hello:1.0.0")))
                    .isEmpty();
        }
    }

    private void publish(
            PublishOciStep step, ImageCatalog images, String hub, DockerRegistry staging, DockerRegistry target)
            throws Exception {
        Machine both = machine(RegistryLogin.none()
                .with(staging.host(), "bob", "staging-word")
                .with(target.host(), "ann", "target-word"));
        PublishOciStep.Execution work =
                new PublishOciStep.Execution(context, step, SomeChoices.REGISTRY, List.of(hub), "", images) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    Run<?, ?> owner() {
                        return run;
                    }
                };
        work.run(workspace("planner"), both);
    }

    private ReleasePlan plan(Path planner, Machine machine, String staging) throws Exception {
        PlanRequest request = new PlanRequest("manifest.yaml").staging(staging).allowUnsupported(true);
        ReleasePlan plan;
        try (SystemSettings system = new SystemSettings()) {
            assertThat(system.configuration.getStaging()).isEmpty();
            plan = new IstioPlanStep.Execution(context, request, SomeChoices.GIT)
                    .run(workspace(planner.getFileName().toString()), machine);
        }
        assertThat(plan.getStages()).extracting(PlannedStage::getLabel).startsWith("amd64", "arm64");
        return Serialized.copy(plan);
    }

    private ImageCatalog build(ReleasePlan plan, Machine machine, String agents) throws Exception {
        return new CollectImagesStep.Execution(context, plan, make(plan, machine, agents), SomeChoices.REGISTRY)
                .run(workspace("planner"), machine);
    }

    private List<StageImages> make(ReleasePlan plan, Machine machine, String agents) throws Exception {
        List<StageImages> made = new ArrayList<>();
        for (List<PlannedStage> wave : plan.getWaves()) {
            for (PlannedStage stage : wave) {
                made.add(stage(plan, stage, workspace(agents + "-" + stage.getId()), machine));
            }
        }
        return made;
    }

    private StageImages stage(ReleasePlan plan, PlannedStage stage, FilePath workspace, Machine machine)
            throws Exception {
        PreparedStage prepared = Serialized.copy(
                new PrepareIstioStageStep.Execution(context, plan, stage.getId(), SomeChoices.REGISTRY, SomeChoices.GIT)
                        .run(workspace, machine));
        if (prepared.isDone()) {
            return prepared.getImages();
        }
        for (StageCommand command : prepared.getCommands()) {
            sh(command);
        }
        return Serialized.copy(new MakeIstioImagesStep.Execution(context, plan, prepared, SomeChoices.REGISTRY)
                .run(workspace, machine));
    }

    private static void sh(StageCommand command) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-xe", "-c", command.getScript())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private Machine machine(RegistryLogin login) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("ISTIO_IMAGES_CACHE", directory.resolve("cache").toString());
        environment.put("DOCKER_CONFIG", directory.resolve("docker").toString());
        return new Machine(environment, new PrintedLog(), login, GitLogin.none());
    }

    /** Runs what is sent to it in a directory, after it went through bytes. */
    private FilePath workspace(String name) throws Exception {
        Path place = Files.createDirectories(directory.resolve(name));
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any())).thenAnswer(call -> {
            FilePath.FileCallable<?> work = Serialized.copy(call.<FilePath.FileCallable<?>>getArgument(0));
            return work.invoke(place.toFile(), null);
        });
        return workspace;
    }
}
