package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.BranchRepository;
import io.jenkins.plugins.istioimages.acceptance.harness.Hold;
import io.jenkins.plugins.istioimages.acceptance.harness.MultibranchProject;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.RegistryContent;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What resf/istio publishes, on both agents, from a Dockerfile.version alone: base images of the release itself, joined and
 * tagged before what stands on them; as one step, and as a repository with its layout.
 */
@ExtendWith(WithWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnBasesAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final List<String> COMPONENTS = List.of("install-cni", "operator", "pilot", "proxyv2");

    private World world;
    private Path sources;

    @BeforeAll
    void sources(World given) throws Exception {
        world = given;
        sources = world.pipelines().ownBases("1.14.5", "1.14.6");
    }

    @Test
    void the_set_is_built_on_both_agents_through_kill_9_of_the_controller_among_the_base_images() throws Exception {
        PipelineJob job = world.pipelines()
                .job(
                        "own-bases",
                        Map.of("Dockerfile.version", version("1.14.5"), "Jenkinsfile", jenkinsfile("ownbases.groovy")));
        Build build = throughKill(job);

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("stage base-linux-amd64 on linux/amd64, agent label amd64: 2 images")
                .contains("Running on amd64", "Running on arm64")
                .doesNotContain(World.REGISTRY_PASSWORD);
        for (String hub : List.of("own-bases/staging/", "own-bases/")) {
            assertThat(tags(world.registryBelow("own-bases"), hub)).isEqualTo(expected("1.14.5"));
            for (String architecture : List.of("amd64", "arm64")) {
                for (String component : COMPONENTS) {
                    assertThat(world.layers(hub + component, "1.14.5", architecture))
                            .startsWith(layers(hub + "base", architecture));
                    assertThat(world.layers(hub + component, "1.14.5-distroless", architecture))
                            .startsWith(layers(hub + "distroless", architecture));
                }
            }
        }
        assertThat(build.catalog()).contains("name: base", "name: distroless", "name: operator");
        assertThat(build.artifacts()).contains("istio-sidecar-arm64.deb", "istio-sidecar.deb");

        Build again = job.start();
        assertThat(again.result(PATIENCE)).as(again.log()).isEqualTo("SUCCESS");
        assertThat(again.log())
                .contains("stage base-linux-arm64 is done already", "stage istio-linux-arm64 is done already");
        assertThat(again.catalog()).isEqualTo(build.catalog());
    }

    @Test
    void in_its_layout_a_bump_of_the_version_releases_and_one_of_the_submodule_builds_builder_images_only()
            throws Exception {
        world.docker();
        Map<String, String> files = Map.of(
                "Jenkinsfile",
                jenkinsfile("resf.groovy"),
                "Dockerfile.version",
                version("1.14.5"),
                ".gitmodules",
                "[submodule \"tools\"]\n\tpath = tools\n\turl = ./tools\n");
        try (BranchRepository repository = world.pipelines().repository("resf", "main", files)) {
            // Where the git plugin looks for submodules of a repository that has a working tree.
            Path tools = repository.directory().resolve("tools");
            ObjectId first = tools(tools, "first");
            repository.submodule("main", "tools", first);
            repository.branch("main", "release-1.14", Map.of("README.md", "Releases.\n"));
            MultibranchProject project = world.pipelines().multibranchWithSubmodules("resf", repository);
            project.scan();
            succeeds(project.head("main").run(1));
            succeeds(project.head("release-1.14").run(1));
            assertThat(project.head("main").run(1).log())
                    .contains("branch main is none of releaseBranches: it is built and checked")
                    .contains("stage base-linux-amd64 finished", "stage istio-linux-arm64 finished");
            RegistryContent released = world.registryBelow("resf");
            assertThat(tags(released, "resf/staging/")).isEqualTo(set("1.14.5"));
            assertThat(released.tags())
                    .containsKeys("resf/build-tools:release-1.14-latest", "resf/build-tools-proxy:release-1.14-latest");

            Build bump = project.next("release-1.14");
            repository.commit("release-1.14", Map.of("Dockerfile.version", version("1.14.6")));
            project.scan();
            succeeds(bump);
            assertThat(bump.log()).contains("branch release-1.14: changed Dockerfile.version");
            RegistryContent after = world.registryBelow("resf");
            assertThat(tags(after.since(released), "resf/staging/")).isEqualTo(set("1.14.6"));
            assertThat(after.since(released).tags().keySet()).noneMatch(tag -> tag.contains("build-tools"));

            ObjectId second = tools(tools, "second");
            Build moved = project.next("release-1.14");
            repository.submodule("release-1.14", "tools", second);
            project.scan();
            succeeds(moved);
            assertThat(moved.log()).contains("changed tools: builder images only");
            assertThat(world.registryBelow("resf").since(after).tags().keySet())
                    .contains("resf/build-tools:release-1.14-latest", "resf/build-tools-proxy:release-1.14-latest")
                    .allMatch(tag -> tag.startsWith("resf/build-tools"));
        }
    }

    /** Kills the controller while a make of each platform's base images waits. */
    private Build throughKill(PipelineJob job) throws Exception {
        Hold hold = world.hold();
        hold.hold();
        try {
            Build build = job.start();
            hold.awaitHeld("amd64");
            hold.awaitHeld("arm64");
            build.awaitSaved();
            world.controller().kill();
            world.controller().launch();
            world.agents().forEach(Agent::awaitOnline);
            return build;
        } finally {
            hold.release();
        }
    }

    private static void succeeds(Build build) {
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
    }

    private String[] layers(String base, String architecture) {
        return world.layers(base, "1.14.5", architecture).toArray(String[]::new);
    }

    /** Of images right below a path. */
    private static Set<String> tags(RegistryContent content, String path) {
        Set<String> tags = new TreeSet<>();
        for (String tag : content.images().keySet()) {
            String name = tag.startsWith(path) ? tag.substring(path.length()) : "/";
            if (!name.contains("/")) {
                tags.add(name);
            }
        }
        return tags;
    }

    private static Set<String> expected(String version) {
        Set<String> tags = new TreeSet<>(List.of("base:" + version, "distroless:" + version));
        COMPONENTS.forEach(name -> tags.addAll(List.of(name + ":" + version, name + ":" + version + "-distroless")));
        return tags;
    }

    private static Set<String> set(String version) {
        return new TreeSet<>(List.of(
                "base:" + version, "distroless:" + version, "pilot:" + version, "pilot:" + version + "-distroless"));
    }

    private String jenkinsfile(String template) {
        String name = template.equals("resf.groovy") ? "resf" : "own-bases";
        return world.pipelines().jenkinsfile(template, name, Map.of("REPOSITORIES", sources.toString()));
    }

    private static String version(String version) {
        return "FROM istio/proxyv2:" + version + "\n";
    }

    /** The next commit of a repository with istio's build-tools. */
    private static ObjectId tools(Path directory, String word) throws Exception {
        Path build = Files.createDirectories(directory.resolve("docker/build-tools"));
        Files.writeString(build.resolve("Dockerfile"), """
                FROM scratch AS build_tools
                COPY bashrc /home/.bashrc
                FROM build_tools AS build_env_proxy
                LABEL for=proxy
                """);
        Files.writeString(build.resolve("bashrc"), "# " + word + "\n");
        Files.writeString(build.resolve("build-and-push.sh"), """
                BRANCH=release-1.14
                docker build --target build_tools -t "${HUB}/build-tools:${BRANCH}-latest" .
                docker build --target build_env_proxy -t "${HUB}/build-tools-proxy:${BRANCH}-latest" .
                """);
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setAuthor("acceptance", "acceptance@example.invalid")
                    .setCommitter("acceptance", "acceptance@example.invalid")
                    .setMessage(word)
                    .setSign(false)
                    .call()
                    .getId();
        }
    }
}
