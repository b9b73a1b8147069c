package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.build.MarkedBuilder;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.StageContainer;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.source.SmallSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent finds out of a builder container before Jenkins starts it, with a real daemon. */
@Timeout(120)
class BuilderContainerOnAgentIT {
    private static final String STAGE = "istio-linux-amd64";
    private static final String BUILDER = "localhost/marked:1";
    private static final String POOR = "localhost/poor:1";

    private static DockerEngine engine;

    @TempDir
    private static Path images;

    @TempDir
    private Path workspace;

    @BeforeAll
    static void start() throws Exception {
        engine = DockerEngine.start();
        engine.toolsImage(POOR);
        MarkedBuilder.create(engine, images, Platform.current(), BUILDER);
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    @AfterEach
    void noContainerIsLeft() {
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void the_image_of_a_stage_is_found_tried_and_named_by_its_id() throws Exception {
        ReleasePlan plan = plan(BUILDER, container(MarkedBuilder.VOLUMES, "never"));
        PrepareCallable.Answer answer = prepare(plan, engine.environment());
        assertThat(answer.image()).isEqualTo(engine.docker("image", "inspect", "--format", "{{.Id}}", BUILDER));
        assertThat(answer.keepsUser()).isFalse();
        assertThat(Path.of(answer.directory(), "src/istio.io/istio/Makefile")).isRegularFile();
        StageContainer container = StageContainer.of(
                plan.stage(STAGE), answer.directory(), plan.container(), answer.image(), answer.keepsUser());
        // As Docker Pipeline runs it, but for the splitting of words.
        engine.docker("run", "-t", "-d", "--name", "other", container.getImage(), "cat");
        assertThat(engine.docker("top", "other", "-eo", "pid,comm")).contains("cat");
        engine.docker("rm", "--force", "other");
    }

    @Test
    void a_container_that_a_lost_agent_left_is_ended() throws Exception {
        ReleasePlan plan = plan(BUILDER, container(MarkedBuilder.VOLUMES, "never"));
        prepare(plan, engine.environment());
        String name = "istio-images-" + STAGE;
        String arguments = StageContainer.of(
                        plan.stage(STAGE),
                        workspace.resolve("istio-images").resolve(STAGE).toString(),
                        plan.container(),
                        engine.docker("image", "inspect", "--format", "{{.Id}}", BUILDER),
                        false)
                .getArguments();
        Tool.run(
                List.of(
                        "sh",
                        "-c",
                        "docker --host \"$0\" run -d " + arguments + " " + BUILDER + " cat",
                        engine.environment().get("DOCKER_HOST")),
                "docker.io");
        assertThat(engine.containers()).singleElement().asString().startsWith(name);
        assertThat(prepare(plan, engine.environment()).image()).isNotEmpty();
    }

    @Test
    void what_the_image_lacks_is_told_before_sources_are_fetched() throws Exception {
        ReleasePlan plan = plan(POOR, container(List.of(), "never"));
        assertThatThrownBy(() -> prepare(plan, engine.environment()))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("builder image " + POOR + " lacks programs that every stage needs: nohup");
        assertThat(workspace.resolve("istio-images").resolve(STAGE).resolve("src"))
                .doesNotExist();
    }

    @Test
    void a_daemon_or_an_image_that_is_not_there_is_said() throws Exception {
        ReleasePlan missing = plan("localhost/none:1", container(List.of(), "never"));
        assertThatThrownBy(() -> prepare(missing, engine.environment()))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("builder image localhost/none:1 is not on this machine, and is not to be pulled");
        Map<String, String> dead = engine.environment();
        dead.put("DOCKER_HOST", "unix://" + workspace.resolve("none.sock"));
        assertThatThrownBy(() -> prepare(missing, dead))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("builder image localhost/none:1 needs docker, but 'docker ps' failed: ");
    }

    private static ContainerRequest container(List<String> volumes, String pull) {
        return new ContainerRequest("", volumes, "none", Map.of("A", "two words"), pull);
    }

    private ReleasePlan plan(String builderImage, ContainerRequest container) throws Exception {
        SmallSource.create(workspace);
        PlanRequest request = new PlanRequest("manifest.yaml")
                .staging("oci:" + workspace.resolve("staging"))
                .platforms(List.of("linux/amd64"))
                .builderImage(builderImage)
                .container(container);
        request.check();
        return ReleasePlan.of(
                new PlanCallable(request, machine(engine.environment())).invoke(workspace.toFile(), null));
    }

    private PrepareCallable.Answer prepare(ReleasePlan plan, Map<String, String> environment) throws Exception {
        return new PrepareCallable(plan.document(), STAGE, machine(environment)).invoke(workspace.toFile(), null);
    }

    private Machine machine(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("ISTIO_IMAGES_CACHE", workspace.resolve("cache").toString());
        all.put("DOCKER_CONFIG", workspace.resolve("docker").toString());
        TaskListener listener = mock(TaskListener.class);
        when(listener.getLogger())
                .thenReturn(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        return new Machine(all, listener, RegistryLogin.none(), GitLogin.none());
    }
}
