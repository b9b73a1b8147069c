package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.builder.BuilderPublication.Parts;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each platform made by itself, as on machines of their own, and published together: a real daemon and a registry. */
@Timeout(120)
class SeveralMachinesIT {
    private static final String CLIENT = "/usr/bin/docker";

    @TempDir
    private static Path dir;

    private static Binfmt emulators;
    private static DockerEngine engine;
    private static DockerRegistry registry;
    private static RegistryStore store;

    @BeforeAll
    static void start() throws Exception {
        emulators = new Binfmt("aarch64");
        engine = DockerEngine.start();
        registry = DockerRegistry.start();
        store = new RegistryStore(RegistryOptions.defaults());
    }

    @AfterAll
    static void end() {
        store.close();
        registry.close();
        engine.close();
        emulators.close();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(engine.docker("images", "--quiet")).isEmpty();
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void what_was_sent_untagged_is_tried_and_becomes_an_index() throws Exception {
        BuilderTree tree = tree("whole").version("1.0", "hello").commit("Begin");
        Repository hub = registry.repository("whole");
        Map<String, Parts> parts = made(tree, hub);
        assertThat(store.tags(hub.resolve("tiny-builder"))).isEmpty();

        List<BuilderOutcome> outcomes = publish(tree, hub, parts, Optional.of("works"));
        assertThat(outcomes).hasSize(1).allMatch(one -> one.built() && one.checked());
        assertThat(outcomes.get(0).published()).hasSize(2);
        assertThat(store.manifest(hub.resolve("tiny-builder").tag("1.0")).isIndex())
                .isTrue();

        // Without anything made, the image of the commit is found.
        List<BuilderOutcome> again = publish(tree, hub, Map.of(), Optional.empty());
        assertThat(again).noneMatch(BuilderOutcome::built).allMatch(one -> one.failure()
                .isEmpty());
    }

    @Test
    void a_platform_that_failed_leaves_the_old_tag_and_other_versions_go_on() throws Exception {
        BuilderTree tree =
                tree("failing").version("1.0", "hello").version("main", "hello").commit("Begin");
        Repository hub = registry.repository("failing");
        publish(tree, hub, made(tree, hub), Optional.empty());
        Descriptor before = resolve(hub, "1.0");
        Descriptor main = resolve(hub, "main");
        tree.version("1.0", "fail-aarch64").version("main", "other").commit("Break 1.0 on arm64");

        List<BuilderOutcome> outcomes = publish(tree, hub, made(tree, hub), Optional.empty());
        assertThat(outcomes.get(0).failure().orElseThrow())
                .hasMessageContaining("tiny-builder:1.0 for linux/arm64 cannot be built")
                .hasMessageContaining("told to fail on aarch64");
        assertThat(outcomes.get(1).failure()).isEmpty();
        assertThat(resolve(hub, "1.0")).isEqualTo(before);
        assertThat(resolve(hub, "main")).isNotEqualTo(main);
    }

    @Test
    void a_tree_that_does_not_build_with_what_was_sent_leaves_no_tag() throws Exception {
        BuilderTree tree = tree("tried").version("1.0", "hello").commit("Begin");
        Repository hub = registry.repository("tried");
        List<BuilderOutcome> outcomes = publish(tree, hub, made(tree, hub), Optional.of("fail-x86_64"));
        assertThat(outcomes.get(0).failure().orElseThrow())
                .hasMessageContaining("does not build")
                .hasMessageContaining("told to fail on x86_64");
        assertThat(store.tags(hub.resolve("tiny-builder"))).isEmpty();
    }

    private static BuilderTree tree(String name) throws IOException {
        return BuilderTree.create(dir.resolve(name));
    }

    /** Each platform by itself. */
    private static Map<String, Parts> made(BuilderTree tree, Repository hub) {
        Map<String, List<ImageRecord>> records = new HashMap<>();
        Map<String, List<String>> failures = new HashMap<>();
        for (Platform platform : List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)) {
            BuilderMaker maker = new BuilderMaker(workshop(), sender(hub), BuilderListener.NONE);
            for (BuilderMaker.Made one : maker.make(tree.docker(), images(tree, List.of(platform)), Optional.empty())) {
                String label = one.image().label();
                records.computeIfAbsent(label, any -> new ArrayList<>()).addAll(one.records());
                failures.computeIfAbsent(label, any -> new ArrayList<>())
                        .addAll(one.failure().map(EngineException::getMessage).stream()
                                .toList());
            }
        }
        Map<String, Parts> parts = new HashMap<>();
        records.forEach((label, found) -> parts.put(label, new Parts(found, failures.get(label))));
        return parts;
    }

    private static List<BuilderOutcome> publish(
            BuilderTree tree, Repository hub, Map<String, Parts> parts, Optional<String> trial) throws IOException {
        try (BuilderRepository repository = BuilderRepository.of(tree.docker())) {
            Optional<BuilderRepository.Head> head = Optional.of(repository.cleanHead());
            Optional<BuilderTrial> tried = Optional.empty();
            if (trial.isPresent()) {
                tried = Optional.of(new BuilderTrial(store, workshop(), check(trial.get()), BuilderListener.NONE));
            }
            return new BuilderPublication(
                            new KnownImages(store, List.of(hub)),
                            tried,
                            new BuilderTagger(store, List.of(hub)),
                            BuilderListener.NONE)
                    .publish(
                            images(tree, List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)),
                            image -> BuilderTags.of(image, head),
                            image -> parts.getOrDefault(image.label(), new Parts(List.of(), List.of())));
        }
    }

    /** A tree whose build runs the builder's tool in a container. */
    private static BuilderCheck check(String word) throws IOException {
        Path source = Files.createDirectories(dir.resolve("upstream-" + word));
        Files.writeString(
                source.resolve("Makefile"),
                "build test:\n\t@$(CONTAINER_CLI) run --rm --network none $(IMG) /bin/sh -c " + word + "\n");
        return new BuilderCheck(
                source,
                BuilderCheck.DEFAULT_COMMAND,
                CLIENT,
                new ProcessRunner(),
                ProcessLimits.DEFAULT,
                engine.environment());
    }

    private static BuilderWorkshop workshop() {
        ContainerProgram program =
                new ContainerProgram(CLIENT, new ProcessRunner(), ProcessLimits.DEFAULT, engine.environment());
        BuildChoices choices =
                BuildChoices.standard().withNetwork(Optional.of("none")).withDirectory(dir.resolve("archives"));
        return new BuilderWorkshop(program, Emulators.ofThisMachine(), choices, BuilderListener.NONE);
    }

    private static BuilderSender sender(Repository hub) {
        return new BuilderSender(
                store,
                List.of(hub),
                Compressors.of(Map.of()).named("gzip-jdk"),
                dir.resolve("cache"),
                PublishListener.NONE);
    }

    private static List<BuilderImage> images(BuilderTree tree, List<Platform> platforms) {
        return new BuilderSelection(tree.docker(), Optional.empty(), List.of(), platforms, Optional.empty())
                .images(notice -> {
                    throw new AssertionError(notice);
                });
    }

    private static Descriptor resolve(Repository hub, String tag) {
        return store.resolve(hub.resolve("tiny-builder").tag(tag)).orElseThrow();
    }
}
