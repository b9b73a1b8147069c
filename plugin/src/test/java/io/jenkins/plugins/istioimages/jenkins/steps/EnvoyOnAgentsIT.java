package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.build.PullPolicy;
import io.jenkins.plugins.istioimages.jenkins.agents.EnvoyRequest;
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
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.StageCommand;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockedStatic;

/**
 * The proxy of the examples by the steps' own executions, as the script calls them for {@code envoyBuild}: git, make,
 * compilers, qemu and a registry are real, a directory plays each agent's workspace, and all that crosses to it and back
 * goes through bytes.
 */
@Timeout(180)
class EnvoyOnAgentsIT {
    private static final Path EXAMPLES = Path.of("..", "examples", "mini-repositories");

    @TempDir
    Path directory;

    private final StepContext context = mock(StepContext.class);
    private DockerRegistry registry;

    @BeforeEach
    void sources() throws Exception {
        registry = DockerRegistry.start();
        String envoy = repository("envoy", "");
        String proxy = repository("proxy", envoy);
        Path istio = Files.createDirectories(directory.resolve("git/istio"));
        Files.writeString(
                istio.resolve("istio.deps"),
                "[{\"name\": \"PROXY_REPO_SHA\", \"repoName\": \"proxy\", \"lastStableSHA\": \"" + proxy + "\"}]");
        commit(istio);
        Path planner = Files.createDirectories(directory.resolve("planner"));
        Files.writeString(planner.resolve("manifest.yaml"), """
                version: 1.14.5
                architectures: [linux/amd64, linux/arm64]
                dependencies:
                  istio: {git: %1$s/istio, branch: main}
                  proxy: {git: %1$s/proxy, auto: deps}
                  envoy: {git: %1$s/envoy, auto: proxy_workspace}
                """.formatted(directory.resolve("git")));
        Files.createDirectories(planner.resolve("patch"));
        Files.copy(
                EXAMPLES.resolveSibling("patches/envoy.release-1.14.linux-arm64.patch"),
                planner.resolve("patch/envoy.release-1.14.linux-arm64.patch"));
    }

    @AfterEach
    void end() {
        registry.close();
    }

    @Test
    void what_agents_compile_is_one_image_and_is_taken_by_others() throws Exception {
        ReleasePlan plan = plan(request("first").patches("patch"));
        assertThat(plan.getStages())
                .extracting(PlannedStage::getId)
                .containsExactly("envoy-linux-amd64", "envoy-linux-arm64");
        ImageCatalog made = build(plan, "first");
        CatalogEntry image = made.find("envoy-builds", "release");
        assertThat(image.getPlatforms())
                .extracting(CatalogEntryPlatform::getPlatform)
                .containsExactly("linux/amd64", "linux/arm64");
        assertThat(image.getReferences()).contains(registry.host() + "/first/envoy-builds:1.14.5");
        assertThat(directory.resolve("first-envoy-linux-arm64/istio-images/bazel/release-1.14"))
                .isDirectory();
        assertThat(build(plan, "second").getYaml()).isEqualTo(made.getYaml());
        assertThat(directory.resolve("second-envoy-linux-arm64/istio-images")).doesNotExist();

        ReleasePlan reused = plan(request("other")
                .reuse(Map.of("linux/amd64", image.getReference(), "linux/arm64", image.getReference())));
        assertThat(build(reused, "third").find("envoy-builds", "release").getPlatforms())
                .hasSize(2);
        assertThat(directory.resolve("third-envoy-linux-arm64/istio-images/envoy-linux-arm64/src/istio.io/proxy"))
                .doesNotExist();
    }

    @Test
    void a_patch_that_is_none_is_refused_when_it_is_planned() throws Exception {
        Files.writeString(directory.resolve("planner/patch/envoi.patch"), "");
        assertThatThrownBy(() -> plan(request("wrong").patches("patch")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("the name of the patch 'envoi.patch' says not what it is for");
        assertThatThrownBy(() -> plan(request("wrong").patches("../git")))
                .hasMessageContaining("'../git' is not in the workspace");
    }

    @Test
    void a_builder_container_is_run_as_the_call_says_and_has_the_cache_of_bazel() throws Exception {
        EnvoyRequest request;
        try (MockedStatic<Util> util = mockStatic(Util.class);
                SystemSettings system = new SystemSettings()) {
            util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
            EnvoyBuildStep step = step();
            assertThat(system.configuration.getBuilderImage()).isEmpty();
            request = step.request();
            step.setBuilderUser("nobody in particular");
            assertThatThrownBy(step::request).hasMessageContaining("nobody in particular");
        }

        ReleasePlan plan = plan(request);

        assertThat(plan.container())
                .isEqualTo(new ContainerOptions(
                        "1000:1000",
                        List.of("/opt/tools:ro", "/var/cache/bazel"),
                        "host",
                        Map.of("HTTPS_PROXY", "http://proxy.example:3128"),
                        PullPolicy.NEVER));
        assertThat(plan.getStages()).isNotEmpty().allSatisfy(stage -> assertThat(stage.getBuilderImage())
                .isEqualTo("builder:release-1.14"));
    }

    private EnvoyBuildStep step() {
        EnvoyBuildStep step = new EnvoyBuildStep("manifest.yaml");
        step.setAllowUnsupported(true);
        step.setStaging(registry.host() + "/container");
        step.setBuilderImage("builder:release-${minor}");
        step.setBuilderPlatform("linux/amd64");
        step.setBuilderUser("1000:1000");
        step.setBuilderVolumes(List.of("/opt/tools:ro"));
        step.setBuilderNetwork("host");
        step.setBuilderEnv(List.of("HTTPS_PROXY=http://proxy.example:3128"));
        step.setBuilderPull("never");
        step.setBazelCache("/var/cache/bazel");
        return step;
    }

    private EnvoyRequest request(String hub) {
        EnvoyRequest request = new EnvoyRequest(new PlanRequest("manifest.yaml")
                .staging(registry.host() + "/" + hub)
                .allowUnsupported(true));
        request.check();
        return request;
    }

    private ReleasePlan plan(EnvoyRequest request) throws Exception {
        try (SystemSettings system = new SystemSettings()) {
            assertThat(system.configuration.getStaging()).isEmpty();
            return Serialized.copy(new EnvoyPlanStep.Execution(context, Serialized.copy(request), SomeChoices.GIT)
                    .run(workspace("planner"), machine()));
        }
    }

    private ImageCatalog build(ReleasePlan plan, String agents) throws Exception {
        List<StageImages> made = new ArrayList<>();
        for (PlannedStage stage : plan.getStages()) {
            made.add(stage(plan, stage, workspace(agents + "-" + stage.getId())));
        }
        return new CollectImagesStep.Execution(context, plan, made, SomeChoices.REGISTRY)
                .run(workspace("planner"), machine());
    }

    private StageImages stage(ReleasePlan plan, PlannedStage stage, FilePath workspace) throws Exception {
        PreparedStage prepared = Serialized.copy(
                new PrepareIstioStageStep.Execution(context, plan, stage.getId(), SomeChoices.REGISTRY, SomeChoices.GIT)
                        .run(workspace, machine()));
        if (prepared.isDone()) {
            return prepared.getImages();
        }
        for (StageCommand command : prepared.getCommands()) {
            Tool.run(List.of("/bin/sh", "-xe", "-c", command.getScript()), "dash");
        }
        return Serialized.copy(new MakeIstioImagesStep.Execution(context, plan, prepared, SomeChoices.REGISTRY)
                .run(workspace, machine()));
    }

    private Machine machine() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("ISTIO_IMAGES_CACHE", directory.resolve("cache").toString());
        environment.put("DOCKER_CONFIG", directory.resolve("docker").toString());
        return new Machine(environment, new PrintedLog(), RegistryLogin.none(), GitLogin.none());
    }

    private FilePath workspace(String name) throws Exception {
        Path place = Files.createDirectories(directory.resolve(name));
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any())).thenAnswer(call -> {
            FilePath.FileCallable<?> work = Serialized.copy(call.<FilePath.FileCallable<?>>getArgument(0));
            return work.invoke(place.toFile(), null);
        });
        return workspace;
    }

    /** A tree of the examples as a repository; gives its commit. */
    private String repository(String name, String envoy) throws IOException {
        Path tree = directory.resolve("git").resolve(name);
        Files.createDirectories(tree.getParent());
        Tool.run(List.of("cp", "-r", EXAMPLES.resolve(name).toString(), tree.toString()), "coreutils");
        Path workspace = tree.resolve("WORKSPACE");
        if (Files.exists(workspace)) {
            String text = Files.readString(workspace, StandardCharsets.UTF_8);
            Files.writeString(workspace, text.replace("@sha:envoy@", envoy));
        }
        return commit(tree);
    }

    private static String commit(Path tree) {
        git(tree, "init", "-q", "-b", "main");
        git(tree, "add", "-A");
        git(tree, "-c", "user.name=a", "-c", "user.email=a@example", "commit", "-q", "-m", "Begin");
        return git(tree, "rev-parse", "HEAD").strip();
    }

    private static String git(Path tree, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", tree.toString()));
        command.addAll(List.of(arguments));
        return Tool.run(command, "git");
    }
}
