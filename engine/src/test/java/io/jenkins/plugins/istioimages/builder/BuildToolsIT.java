package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory like istio's build-tools, built by a real daemon: two stages of one Dockerfile become two images. */
@Timeout(120)
class BuildToolsIT {
    @TempDir
    Path dir;

    @Test
    void stagesOfOneDockerfileBecomeImagesWithUpstreamsTagsAndArguments() throws Exception {
        Path tools = Files.createDirectories(dir.resolve("tools"));
        Files.writeString(tools.resolve("Dockerfile"), """
                FROM scratch AS build_tools
                ARG VERSION
                LABEL io.istio.version=${VERSION}
                COPY bashrc /home/.bashrc
                FROM build_tools AS build_env_proxy
                LABEL for=proxy
                """);
        Files.writeString(tools.resolve("bashrc"), "# none\n");
        Files.writeString(tools.resolve("build-and-push.sh"), """
                BRANCH=release-1.14
                docker build --target build_tools --build-arg "VERSION=${VERSION}" -t "${HUB}/build-tools:${BRANCH}-latest" .
                docker build --target build_env_proxy --build-arg "VERSION=${VERSION}" -t "${HUB}/build-tools-proxy:${BRANCH}-latest" .
                """);
        String commit;
        try (Git git = Git.init().setDirectory(tools.toFile()).call()) {
            git.add().addFilepattern(".").call();
            commit = git.commit()
                    .setMessage("tools")
                    .setSign(false)
                    .setAuthor("d", "d@example.com")
                    .call()
                    .name();
        }
        List<BuilderImage> images = new BuilderDirectoryReader(List.of(), Platform.LINUX_AMD64)
                .read(tools)
                .images();
        try (DockerEngine engine = DockerEngine.start();
                DockerRegistry registry = DockerRegistry.start();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            List<BuilderOutcome> outcomes = run(engine, registry.repository("resf/istio"), store, tools, images);

            assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome.failure()
                    .isEmpty());
            String tag = ":release-1.14-latest";
            String hub = registry.host() + "/resf/istio/";
            assertThat(labels(hub + "build-tools" + tag))
                    .contains("io.istio.version:release-1.14-" + commit)
                    .doesNotContain("for:proxy");
            assertThat(labels(hub + "build-tools-proxy" + tag))
                    .contains("io.istio.version:release-1.14-" + commit, "for:proxy");
        }
    }

    private List<BuilderOutcome> run(
            DockerEngine engine, Repository hub, RegistryStore store, Path tools, List<BuilderImage> images)
            throws Exception {
        BuilderListener listener = new BuilderListener() {};
        ContainerProgram program = new ContainerProgram(
                "/usr/bin/docker", new ProcessRunner(), ProcessLimits.DEFAULT, engine.environment());
        BuildChoices choices = BuildChoices.standard()
                .withNetwork(Optional.of("none"))
                .withDirectory(Files.createDirectories(dir.resolve("archives")));
        BuilderPublisher publisher = new BuilderPublisher(
                store,
                List.of(hub),
                Compressors.of(Map.of()).named("gzip-jdk"),
                dir.resolve("cache"),
                PublishListener.NONE);
        BuilderWorkshop workshop = new BuilderWorkshop(program, Emulators.ofThisMachine(), choices, listener);
        try (BuilderRepository repository = BuilderRepository.of(tools)) {
            BuilderRepository.Head head = repository.cleanHead();
            return new BuilderRun(workshop, Optional.empty(), Optional.of(publisher), listener)
                    .run(tools, images, image -> BuilderTags.at(image, head));
        }
    }

    private static String labels(String reference) {
        return Tool.run(
                List.of("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Labels}}", "docker://" + reference),
                "skopeo");
    }
}
