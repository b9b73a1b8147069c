package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.acceptance.harness.BranchRepository;
import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.MultibranchProject;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import io.jenkins.plugins.istioimages.image.wasm.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jenkinsfiles that people copy, as they stand; where to, and as whom, is in the system configuration. */
@ExtendWith(WithWorld.class)
class ExamplesAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String SYSTEM = """
            unclassified:
              istioImages:
                hub: "HOST/examples/NAME"
                staging: "HOST/examples/NAME/staging"
                credentialsId: "registry"
            """;

    private World world;

    @BeforeEach
    void world(World given) {
        world = given;
    }

    @AfterEach
    void forget() {
        apply(SYSTEM.replaceAll("\".+\"", "\"\""));
        world.configure("pullRequestBranches: \"\"");
    }

    @Test
    void the_scripted_one_builds_and_publishes_a_release() throws Exception {
        Build build = green(job("scripted").start());

        Published.assertPublished(world, build, "examples/scripted", Pipelines.VERSION);
        assertThat(world.index("examples/scripted/pilot", "latest").get("digest"))
                .isEqualTo(world.index("examples/scripted/pilot", Pipelines.VERSION)
                        .get("digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull-request", "matrix"})
    void a_check_makes_all_images_on_both_agents_and_publishes_nothing(String name) throws Exception {
        Build build = green(job(name).start());

        assertThat(build.log())
                .contains("Running on amd64", "Running on arm64")
                .contains("stage istio-linux-amd64 finished", "stage istio-linux-arm64 finished");
        assertNothing("examples/" + name + "/pilot");
        assertNothing("examples/" + name + "/staging/pilot");
    }

    @Test
    void the_one_for_multibranch_projects_stages_a_release_in_a_job_of_its_own() throws Exception {
        green(job("multibranch").start());

        assertThat(world.index("examples/multibranch/staging/pilot", Pipelines.VERSION)
                        .at("/manifests"))
                .hasSize(2);
        assertNothing("examples/multibranch/pilot");
    }

    @Test
    void the_reference_pipeline_plans_first_and_releases_what_somebody_chooses() throws Exception {
        configure("reference");
        PipelineJob job = world.pipelines().example("../Jenkinsfile", "reference", Pipelines.VERSION);
        Build dry = green(job.start());

        assertThat(dry.log()).contains("dry run, nothing is written; else: istioBuild: this job releases 1.14.5");
        assertNothing("examples/reference/staging/pilot");
    }

    @Test
    void the_one_for_proxies_compiles_one_for_each_platform_and_releases_with_it() throws Exception {
        Build build = green(job("envoy").start());

        assertThat(build.log()).contains("Running on amd64", "Running on arm64");
        assertThat(world.registryBelow("examples/envoy/staging").tags())
                .containsKeys(
                        "examples/envoy/staging/envoy-builds:" + Pipelines.VERSION,
                        "examples/envoy/staging/proxyv2:" + Pipelines.VERSION);
    }

    @Test
    void the_one_for_wasm_publishes_a_branch_and_a_tag_and_checks_a_pull_request() throws Exception {
        configure("wasm");
        world.configure("pullRequestBranches: \"pr-*\"");
        String module = Base64.getEncoder().encodeToString(Modules.plugin());
        try (BranchRepository repository = world.pipelines()
                .repository(
                        "examples-wasm",
                        "main",
                        Map.of(
                                "Jenkinsfile",
                                text("jenkinsfiles/wasm.Jenkinsfile"),
                                "Makefile",
                                "auth.wasm:\n\techo " + module + " | base64 -d > $@\n"))) {
            repository.tag("main", "v1.2.0");
            repository.branch("main", "pr-1", Map.of("README.md", "Somebody's words.\n"));
            MultibranchProject project = world.pipelines().multibranch("examples-wasm", repository);
            project.scan();
            green(project.head("main").run(1));
            Build check = green(project.head("pr-1").run(1));
            green(project.head("v1.2.0").start());

            assertThat(check.log()).contains("which Istio takes; it is not published");
            assertThat(world.registryBelow("examples/wasm").tags())
                    .containsOnlyKeys(
                            "examples/wasm/auth:main",
                            "examples/wasm/auth:main-docker",
                            "examples/wasm/auth:1.2.0",
                            "examples/wasm/auth:1.2.0-docker");
        }
    }

    @Test
    void the_one_for_builder_images_builds_what_has_changed_and_checks_a_pull_request() throws Exception {
        configure("builders");
        world.configure("pullRequestBranches: \"pr-*\"");
        world.docker();
        environment("/usr/bin");
        try (BranchRepository repository = world.pipelines()
                .repository(
                        "examples-builders",
                        "main",
                        Map.of(
                                "Jenkinsfile", text("jenkinsfiles/builder-images.Jenkinsfile"),
                                "docker/tool_1.0.Dockerfile", "FROM scratch\nCOPY words /\n",
                                "docker/tool_2.0.Dockerfile", "FROM scratch\nCOPY words /\nENV TWO=2\n",
                                "docker/words", "hello\n"))) {
            repository.branch("main", "pr-1", Map.of("docker/words", "somebody's\n"));
            MultibranchProject project = world.pipelines().multibranch("examples-builders", repository);
            project.scan();
            green(project.head("main").run(1));
            Build check = green(project.head("pr-1").run(1));
            assertThat(check.log()).contains("[tool:1.0 linux/amd64] is built", "[tool:2.0 linux/amd64] is built");
            Map<String, String> first = world.registryBelow("examples/builders").tags();
            assertThat(first).hasSize(4).containsKeys("examples/builders/tool:1.0", "examples/builders/tool:2.0");

            Build next = project.next("main");
            repository.commit("main", Map.of("docker/tool_2.0.Dockerfile", "FROM scratch\nCOPY words /\nENV TWO=3\n"));
            project.scan();
            assertThat(green(next).log())
                    .contains("branch main: changed docker/tool_2.0.Dockerfile", "[tool:2.0 linux/amd64] is built")
                    .doesNotContain("[tool:1.0 linux/amd64] is built");
            Map<String, String> second =
                    world.registryBelow("examples/builders").tags();
            assertThat(second)
                    .hasSize(5)
                    .containsEntry("examples/builders/tool:1.0", first.get("examples/builders/tool:1.0"));
            assertThat(second.get("examples/builders/tool:2.0")).isNotEqualTo(first.get("examples/builders/tool:2.0"));
        } finally {
            environment("");
        }
    }

    /** What goes before the agents' own PATH: Debian's docker, whatever else there is. */
    private void environment(String path) {
        world.controller()
                .admin()
                .script("def all = jenkins.model.Jenkins.get().globalNodeProperties.get("
                        + "hudson.slaves.EnvironmentVariablesNodeProperty).envVars\n"
                        + (path.isEmpty() ? "all.remove('PATH+DOCKER')" : "all.put('PATH+DOCKER', '" + path + "')"));
    }

    private static String text(String example) throws IOException {
        return Files.readString(
                Path.of(System.getProperty("istio.images.home"), "examples").resolve(example));
    }

    private void assertNothing(String repository) {
        assertThatThrownBy(() -> world.index(repository, Pipelines.VERSION)).hasMessageContaining("answered 404");
    }

    private PipelineJob job(String name) throws Exception {
        configure(name);
        return world.pipelines()
                .example("jenkinsfiles/" + name + ".Jenkinsfile", "examples-" + name, Pipelines.VERSION);
    }

    private void configure(String name) {
        apply(SYSTEM.replace("HOST", world.registry().host()).replace("NAME", name));
    }

    private void apply(String yaml) {
        JenkinsClient.ok(world.withPlugins().controller().admin().postText("configuration-as-code/apply", yaml));
    }

    private static Build green(Build build) {
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        return build;
    }
}
