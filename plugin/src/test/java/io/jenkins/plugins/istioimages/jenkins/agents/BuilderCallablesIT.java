package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.builder.BuilderTree;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSurvey;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What agents do for {@code builderImage}, with a real daemon and a real registry. */
@Timeout(120)
class BuilderCallablesIT {
    @TempDir
    private Path workspace;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void images_are_built_tried_and_published_and_a_broken_one_fails_the_step() throws Exception {
        BuilderTree tree = BuilderTree.create(workspace).version("1.0", "hello").commit("Begin");
        Files.createDirectories(workspace.resolve("upstream"));
        try (DockerEngine engine = DockerEngine.start();
                DockerRegistry registry = DockerRegistry.start()) {
            String hub = registry.host() + "/tools";
            BuilderRequest request = new BuilderRequest("docker", List.of(hub))
                    .platforms(List.of("linux/amd64"))
                    .containers("/usr/bin/docker", "none", false)
                    .tree("upstream", List.of("test", "-n", "word with blanks"));
            List<String> published = work(request, engine).references();
            assertThat(published)
                    .hasSize(2)
                    .allMatch(line -> line.matches(hub + "/tiny-builder:1\\.0.*@sha256:[0-9a-f]{64}"));
            assertThat(log.toString(StandardCharsets.UTF_8))
                    .contains("[tiny-builder:1.0 linux/amd64] is built", "builds " + workspace.resolve("upstream"));
            assertThat(work(request, engine).references()).isEqualTo(published);
            tree.version("1.0", "fail-x86_64").version("2.0", "hello").commit("Break one and add one");
            PublishedBuilders one = work(request, engine);
            assertThat(one.references())
                    .as("the other one's tags")
                    .hasSize(2)
                    .allMatch(reference -> reference.startsWith(hub + "/tiny-builder:2.0"));
            assertThatThrownBy(one::orFail)
                    .isInstanceOf(WorkException.class)
                    .hasMessageStartingWith("1 of 2 builder images failed and keep their tags as they were:")
                    .hasMessageContaining("tiny-builder:1.0: ");
            tree.version("1.0", "other").commit("Change it");
            PublishedBuilders none =
                    work(request.tree("upstream", List.of("false")).versions(List.of("1.0"), ""), engine);
            assertThat(none.references()).isEmpty();
            assertThatThrownBy(none::orFail).hasMessageContaining("'false' ended with 1");
            assertThat(work(request.versions(List.of(), "HEAD"), engine).references())
                    .isEmpty();
            assertThat(engine.docker("images", "--quiet")).isEmpty();
        }
    }

    @Test
    void another_workspace_builds_the_same_files_or_nothing() throws Exception {
        BuilderTree.create(workspace).version("1.0", "hello").commit("Begin");
        Path away = workspace.resolve("away");
        Tool.run(List.of("cp", "-r", workspace.resolve("docker").toString(), away.toString()), "coreutils");
        try (DockerEngine engine = DockerEngine.start();
                DockerRegistry registry = DockerRegistry.start()) {
            BuilderRequest request = new BuilderRequest("docker", List.of(registry.host() + "/tools"))
                    .platforms(List.of("linux/amd64"))
                    .containers("/usr/bin/docker", "none", false);
            Machine machine = machine(engine);
            BuilderPlan plan = Serialized.copy(new BuilderPlan(
                    request, survey(request, machine), List.of(BuilderBranch.on("amd64", Platform.LINUX_AMD64))));
            BuilderBranch branch = plan.branch("builder-linux-amd64");
            BuilderMakeCallable work = new BuilderMakeCallable(plan, branch, machine);
            assertThat(MadeBuilders.check(plan, branch, work.invoke(away.toFile(), null)))
                    .hasToString("builder-linux-amd64: [tiny-builder:1.0]");

            Files.writeString(away.resolve("scripts/more"), "came from nowhere");
            assertThatThrownBy(() -> work.invoke(away.toFile(), null))
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith("the copy of the builder images in " + away + " holds sha256:");
            Files.delete(away.resolve("scripts/more"));
            Files.setPosixFilePermissions(
                    away.resolve("scripts/amd64/sh"), PosixFilePermissions.fromString("rw-r--r--"));
            assertThatThrownBy(() -> work.invoke(away.toFile(), null)).hasMessageContaining("as it was planned");
            assertThat(engine.docker("images", "--quiet")).isEmpty();
        }
    }

    @Test
    void a_check_builds_and_tries_and_asks_no_registry() throws Exception {
        BuilderTree tree = BuilderTree.create(workspace).version("1.0", "hello").commit("Begin");
        Files.createDirectories(workspace.resolve("upstream"));
        // What is not committed is checked, too.
        tree.version("2.0", "other");
        try (DockerEngine engine = DockerEngine.start()) {
            BuilderRequest request = new BuilderRequest("docker", List.of())
                    .platforms(List.of("linux/amd64"))
                    .containers("/usr/bin/docker", "none", false)
                    .tree("upstream", List.of("test", "-n", "word"))
                    .checkOnly(true);
            assertThat(check(request, engine)).isEqualTo("tiny-builder:1.0\ntiny-builder:2.0");
            assertThat(log.toString(StandardCharsets.UTF_8))
                    .contains("[tiny-builder:2.0 linux/amd64] is built", "builds " + workspace.resolve("upstream"));
            assertThatThrownBy(() -> check(request.tree("upstream", List.of("false")), engine))
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith("2 of 2 builder images failed:\n")
                    .hasMessageContaining("'false' ended with 1");
            assertThat(engine.docker("images", "--quiet")).isEmpty();
        }
    }

    private String check(BuilderRequest request, DockerEngine engine) throws Exception {
        Machine machine = machine(engine);
        BuilderSurvey survey = survey(request, machine);
        BuilderPlan plan =
                new BuilderPlan(request, survey, List.of(BuilderBranch.here(BuilderSurvey.missing(survey.images()))));
        return new BuilderCheckCallable(plan, plan.branch("builder-linux-amd64"), machine)
                .invoke(workspace.toFile(), null);
    }

    private Machine machine(DockerEngine engine) {
        TaskListener listener = mock(TaskListener.class);
        when(listener.getLogger()).thenReturn(new PrintStream(log, true, StandardCharsets.UTF_8));
        Map<String, String> environment = new TreeMap<>(engine.environment());
        environment.put("XDG_CACHE_HOME", workspace.resolve("cache").toString());
        return new Machine(environment, listener, RegistryLogin.none(), GitLogin.none());
    }

    private BuilderSurvey survey(BuilderRequest request, Machine machine) throws Exception {
        return BuilderSurvey.read(
                new BuilderSurveyCallable(request, machine).invoke(workspace.toFile(), null), request);
    }

    private PublishedBuilders work(BuilderRequest request, DockerEngine engine) throws Exception {
        Machine machine = machine(engine);
        BuilderSurvey survey = survey(request, machine);
        SortedSet<Platform> missing = BuilderSurvey.missing(survey.images());
        List<BuilderBranch> branches = missing.isEmpty() ? List.of() : List.of(BuilderBranch.here(missing));
        BuilderPlan plan = new BuilderPlan(request, survey, branches);
        List<MadeBuilders> made = new ArrayList<>();
        for (BuilderBranch branch : branches) {
            String answer = new BuilderMakeCallable(plan, branch, machine).invoke(workspace.toFile(), null);
            made.add(MadeBuilders.check(plan, branch, answer));
        }
        return PublishedBuilders.check(
                plan, new BuilderPublishCallable(plan, made, machine).invoke(workspace.toFile(), null));
    }
}
