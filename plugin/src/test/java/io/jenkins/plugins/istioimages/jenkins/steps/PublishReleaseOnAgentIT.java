package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.TargetReceipt;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.jenkins.images.PublicationsAction;
import io.jenkins.plugins.istioimages.jenkins.images.Runs;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.charts.TestChart;
import io.jenkins.plugins.istioimages.publish.hub.TestRelease;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.ArtifactManager;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockedStatic;

/** A release by the step's own execution: registries are real, a directory plays the agent's workspace. */
@Timeout(120)
class PublishReleaseOnAgentIT {
    @TempDir
    Path directory;

    private final SystemSettings system = new SystemSettings();
    private final MockedStatic<Util> util = mockStatic(Util.class);
    private final StepContext context;
    private final PublishReleaseStep step = new PublishReleaseStep();
    private DockerRegistry registry;
    private RegistryStore store;
    private Run<?, ?> run;
    private Catalog images;

    PublishReleaseOnAgentIT() throws Exception {
        context = new Contexts().context;
    }

    @BeforeEach
    void release() throws Exception {
        util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
        registry = DockerRegistry.configure().start();
        store = new RegistryStore(RegistryOptions.defaults());
        run = Runs.run(directory.resolve("runs"), 7);
        when(context.get(Run.class)).thenAnswer(call -> run);
        images = new TestRelease(store, staging(), 7).image("pilot").catalog();
        Path out = Files.createDirectories(directory.resolve("workspace/istio-images/out"));
        Files.writeString(out.resolve("lock.yaml"), Samples.plan().getLock());
        Files.writeString(out.resolve("images.yaml"), CatalogYaml.write(images));
        TestChart.write(out.resolve("helm"), "istiod", "1.14.5", "apiVersion: v2\nname: istiod\nversion: 1.14.5\n");
    }

    @AfterEach
    void stop() {
        store.close();
        registry.close();
        util.close();
        system.close();
    }

    @Test
    void images_and_charts_are_published_once_as_the_dry_run_said_and_accounted_for() throws Exception {
        step.setHubs(List.of(registry.host() + "/one", registry.host() + "/two"));
        step.setChartHubs(List.of(registry.host() + "/charts"));
        step.setAliases(List.of("latest"));
        ImagesAction.record(run, images);

        step.setDryRun(true);
        PublishedRelease dry = publish();
        assertThat(store.resolve(Reference.parse(registry.host() + "/one/pilot:1.14.5")))
                .isEmpty();
        step.setDryRun(false);
        PublishedRelease first = publish();
        PublishedRelease second = publish();

        assertThat(statuses(dry)).containsExactly("incomplete", "incomplete", "incomplete");
        assertThat(statuses(first)).containsExactly("done", "done", "done");
        assertThat(statuses(second)).containsExactly("unchanged", "unchanged", "unchanged");
        for (int i = 0; i < 3; i++) {
            List<String> done = first.getTargets().get(i).getItems().stream()
                    .filter(item -> item.isDone())
                    .map(item -> item.getName())
                    .toList();
            assertThat(dry.getTargets().get(i).getChanges())
                    .extracting(item -> item.getName())
                    .isEqualTo(done)
                    .isNotEmpty();
        }
        assertThat(store.resolve(Reference.parse(registry.host() + "/two/pilot:latest-distroless"))
                        .orElseThrow()
                        .digest())
                .isEqualTo(image("distroless").digest());
        assertThat(directory.resolve("workspace/istio-images/receipts")).isDirectoryContaining("glob:**charts-*.json");
        assertThat(run.getAction(PublicationsAction.class).getReleases())
                .extracting(PublishedRelease::getMode)
                .containsExactly("dry_run", "publish", "publish");
        assertThat(ImagesAction.of(run).get(0).images())
                .as("where it is staged, and in two hubs")
                .hasSize(6)
                .anyMatch(one -> one.repository().toString().equals(registry.host() + "/two/pilot")
                        && one.tags().contains("latest"));
    }

    @Test
    void each_image_gets_a_bill_of_what_is_in_it_once() throws Exception {
        step.setHubs(List.of(registry.host() + "/billed"));
        step.setSbom(true);
        assertThat(statuses(publish())).containsExactly("done");
        assertThat(statuses(publish())).containsExactly("unchanged");
        for (CatalogImage image : images.images()) {
            Repository pilot = Repository.parse(registry.host() + "/billed/" + image.name());
            List<Digest> manifests = new ArrayList<>(List.of(image.digest()));
            image.platforms().forEach(platform -> manifests.add(platform.digest()));
            for (Digest manifest : manifests) {
                assertThat(store.referrers(pilot, manifest))
                        .extracting(referrer -> referrer.artifactType().orElse(""))
                        .containsExactly("application/spdx+json");
            }
        }
    }

    @Test
    void a_target_that_fails_stops_no_other_and_is_named() throws Exception {
        try (DockerRegistry closed =
                DockerRegistry.configure().htpasswd("ann", "word").start()) {
            String wrong = "registry " + closed.host() + "/wrong";
            step.setImages(ImageCatalog.of(images));
            step.setHubs(List.of(closed.host() + "/wrong", registry.host() + "/up"));

            assertThatThrownBy(this::publish)
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith(
                            "1 of 2 targets of release 1.14.5 are not as they should be: " + wrong + ": failed (");
            assertThat(store.resolve(Reference.parse(registry.host() + "/up/pilot:1.14.5")))
                    .isPresent();
            step.setFailOnError(false);
            PublishedRelease told = publish();
            assertThat(told.getFailed()).containsExactly(wrong);
            assertThat(statuses(told)).containsExactly("failed", "unchanged");
        }
    }

    @Test
    void images_of_the_workspace_alone_are_published_and_not_signed() throws Exception {
        step.setHubs(List.of(registry.host() + "/own"));
        assertThat(statuses(publish())).containsExactly("done");
        assertThat(ImagesAction.of(run))
                .as("what only an agent says is no record")
                .isEmpty();
        step.setSign("cosign");
        assertThatThrownBy(this::publish)
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("so they are not signed: give images");
    }

    @Test
    void a_release_that_is_not_there_or_another_one_is_told() throws Exception {
        archived(Files.createDirectories(directory.resolve("nothing")));
        step.setChartHubs(List.of(registry.host() + "/charts"));
        step.setRelease("nowhere");
        assertThatThrownBy(this::publish)
                .hasMessageStartingWith("there is no release in 'nowhere' of the workspace")
                .hasMessageEndingWith("this run has archived none");
        step.setRelease("istio-images/out/");
        step.setImages(ImageCatalog.of(CatalogYaml.write(images).replace("1.14.5", "1.14.6")));
        assertThatThrownBy(this::publish)
                .hasMessage("the release 1.14.5 in 'istio-images/out/' of the workspace is not the one of the images");
        step.setRelease("../elsewhere");
        assertThatThrownBy(this::publish).hasMessageContaining("'../elsewhere' is not in the workspace");
    }

    @Test
    void files_that_the_run_archived_are_brought_to_another_workspace_and_checked() throws Exception {
        Path out = directory.resolve("workspace/istio-images/out");
        Path archive = Files.move(out, directory.resolve("archive"));
        String chart = "helm/istiod-1.14.5.tgz";
        Path sums = archive.resolve("SHA256SUMS");
        Files.writeString(
                sums,
                Digest.sha256(Files.readAllBytes(archive.resolve(chart))).hex() + "  " + chart + "\n" + "0".repeat(64)
                        + "  docker/pilot.tar.gz\n");
        Files.writeString(Files.createDirectories(archive.resolve("logs")).resolve("of-somebody.txt"), "no release");
        archived(archive);
        ImagesAction.record(run, images);
        step.setChartHubs(List.of(registry.host() + "/charts"));

        assertThat(statuses(publish())).containsExactly("done");
        assertThat(out.resolve(chart)).hasSameBinaryContentAs(archive.resolve(chart));
        assertThat(out.resolve("logs"))
                .as("what is no part of the release stays where it is")
                .doesNotExist();

        Files.writeString(
                out.resolve("images.yaml"),
                CatalogYaml.write(
                        new TestRelease(store, staging(), 8).image("pilot").catalog()));
        assertThat(statuses(publish()))
                .as("what another run has left is replaced")
                .containsExactly("unchanged");
        assertThat(out.resolve("images.yaml")).hasContent(CatalogYaml.write(images));

        Files.delete(out.resolve("lock.yaml"));
        Files.delete(out.resolve("images.yaml"));
        Files.writeString(archive.resolve(chart), "changed");
        assertThatThrownBy(this::publish)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("the archived file " + chart + " has the SHA-256 ");
        assertThat(out.resolve("lock.yaml")).as("it takes no place").doesNotExist();
        Files.delete(archive.resolve(chart));
        assertThatThrownBy(this::publish)
                .hasMessageEndingWith("has not archived " + chart + ", which is a file of the" + " release");
    }

    private void archived(Path files) {
        ArtifactManager manager = mock(ArtifactManager.class);
        when(manager.root()).thenReturn(new DirectoryFile(files));
        when(run.getArtifactManager()).thenReturn(manager);
        when(run.getFullDisplayName()).thenReturn("istio #7");
    }

    private Repository staging() {
        return Reference.parse(registry.host() + "/staging/istio").repository();
    }

    private PublishedRelease publish() throws Exception {
        assertThat(Serialized.copy(step.start(context)))
                .as("it is saved with a run")
                .isNotNull();
        PublishReleaseExecution execution = new PublishReleaseExecution(context, step, step.git(), "") {
            private static final long serialVersionUID = 1L;

            @Override
            Run<?, ?> owner() {
                return run;
            }
        };
        return Serialized.copy(execution.run(workspace(), machine()));
    }

    private CatalogImage image(String variant) {
        return images.images().stream()
                .filter(one -> one.variant().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> statuses(PublishedRelease release) {
        return release.getTargets().stream().map(TargetReceipt::getStatus).toList();
    }

    private Machine machine() {
        return new Machine(
                Map.of("DOCKER_CONFIG", directory.resolve("docker").toString()),
                new PrintedLog(),
                RegistryLogin.none(),
                GitLogin.none());
    }

    private FilePath workspace() throws Exception {
        FilePath workspace = path(directory.resolve("workspace"));
        when(workspace.act(any())).thenAnswer(call -> {
            FilePath.FileCallable<?> work = Serialized.copy(call.<FilePath.FileCallable<?>>getArgument(0));
            return work.invoke(directory.resolve("workspace").toFile(), null);
        });
        return workspace;
    }

    private static FilePath path(Path place) throws Exception {
        FilePath path = mock(FilePath.class);
        when(path.child(any())).thenAnswer(call -> path(place.resolve(call.<String>getArgument(0))));
        doAnswer(call -> {
                    Files.createDirectories(place.getParent());
                    return Files.copy(call.<InputStream>getArgument(0), place);
                })
                .when(path)
                .copyFrom(any(InputStream.class));
        return path;
    }
}
