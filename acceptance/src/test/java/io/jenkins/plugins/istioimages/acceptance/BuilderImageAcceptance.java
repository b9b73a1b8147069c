package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.builder.Binfmt;
import io.jenkins.plugins.istioimages.builder.BuilderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Builder images of two platforms, each built on an agent of it, with a real daemon. */
@ExtendWith(WithWorld.class)
class BuilderImageAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String JENKINSFILE = """
            node('amd64') {
                checkout scm
                withEnv(['DOCKER_HOST=DAEMON']) {
                    def tags = builderImage hubs: ['HUB'], platforms: ['linux/amd64', 'linux/arm64'], network: 'none',
                                            containers: '/usr/bin/docker', credentialsId: 'registry'
                    echo "published ${tags.join(' and ')}"
                }
            }
            """;

    private static Binfmt emulators;
    private static DockerEngine engine;

    @BeforeAll
    static void start() throws Exception {
        emulators = new Binfmt("aarch64");
        engine = DockerEngine.start();
    }

    @AfterAll
    static void end() {
        engine.close();
        emulators.close();
    }

    @Test
    void a_pipeline_of_ten_lines_builds_on_both_agents_and_publishes_an_index(World world) throws Exception {
        BuilderTree tree = tree(world, "builders").version("1.0", "hello").commit("Begin");
        PipelineJob job = world.pipelines().create("builders", root(world, "builders"));
        Build build = job.start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("Running on amd64", "Running on arm64", "Stashed")
                .contains("[tiny-builder:1.0 linux/amd64] is built", "[tiny-builder:1.0 linux/arm64] is built")
                .doesNotContain(World.REGISTRY_PASSWORD);
        JsonNode index = world.index("builders/tiny-builder", "1.0");
        assertThat(index.at("/manifests").findValuesAsText("architecture")).containsExactlyInAnyOrder("amd64", "arm64");
        String immutable = immutable(build.log());
        assertThat(world.index("builders/tiny-builder", immutable).get("digest"))
                .isEqualTo(index.get("digest"));
        assertThat(engine.docker("images", "--quiet")).isEmpty();

        JsonNode shown = shown(build);
        assertThat(shown.at("/catalogs/0/images/0/digest").asText())
                .isEqualTo(index.get("digest").asText());
        assertThat(shown.at("/catalogs/0/images/0/platforms")).hasSize(2);

        // One platform that fails leaves the tag as it was, and a second version goes on.
        tree.version("1.0", "fail-aarch64").version("2.0", "hello").commit("Break one");
        Build broken = job.start();
        assertThat(broken.result(PATIENCE)).as(broken.log()).isEqualTo("FAILURE");
        assertThat(broken.log())
                .contains("1 of 2 builder images failed and keep their tags as they were", "told to fail on aarch64");
        assertThat(world.index("builders/tiny-builder", "1.0").get("digest")).isEqualTo(index.get("digest"));
        JsonNode second = world.index("builders/tiny-builder", "2.0");
        assertThat(second.at("/manifests")).hasSize(2);
        JsonNode images = shown(broken).at("/catalogs/0/images");
        assertThat(images.findValuesAsText("variant"))
                .as("the run's page has what was published, and that alone")
                .containsExactly("2.0");
        assertThat(images.at("/0/digest")).isEqualTo(second.get("digest"));
    }

    @Test
    void a_copy_that_is_not_what_was_planned_is_not_built(World world) throws Exception {
        BuilderTree tree = tree(world, "builder-links").version("1.0", "hello");
        // A stash follows a link to a directory, so another workspace would have other files.
        Files.createSymbolicLink(tree.docker().resolve("linked"), Path.of("scripts"));
        tree.commit("Begin");
        Build build = world.pipelines()
                .create("builder-links", root(world, "builder-links"))
                .start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("FAILURE");
        assertThat(build.log()).contains("the copy of the builder images in");
        assertThatThrownBy(() -> world.index("builder-links/tiny-builder", "1.0"))
                .hasMessageContaining("answered 404");
    }

    /** The page of images of a run. */
    private static JsonNode shown(Build build) {
        return build.controller()
                .admin()
                .json(
                        build.path()
                                + "istio-images/api/json?tree=catalogs[version,images[name,variant,digest,platforms[platform]]]");
    }

    private static Path root(World world, String name) {
        return world.directory().resolve("trees").resolve(name);
    }

    private static BuilderTree tree(World world, String name) throws Exception {
        Path root = Files.createDirectories(root(world, name));
        Files.writeString(
                root.resolve("Jenkinsfile"),
                JENKINSFILE
                        .replace("DAEMON", engine.environment().get("DOCKER_HOST"))
                        .replace("HUB", world.registry().host() + "/" + name));
        return BuilderTree.create(root);
    }

    /** The tag with date and commit. */
    private static String immutable(String log) {
        Matcher tag = Pattern.compile("tiny-builder:(1\\.0-\\d{8}-[0-9a-f]{8})@sha256:")
                .matcher(log);
        assertThat(tag.find()).as(log).isTrue();
        return tag.group(1);
    }
}
