package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real images of four platforms: a real daemon, emulators, and a registry. */
@Timeout(120)
class BuilderRunIT {
    private static final String CLIENT = "/usr/bin/docker";
    private static final List<Platform> FOUR = List.of(
            Platform.LINUX_AMD64, Platform.LINUX_ARM64, Platform.parse("linux/ppc64le"), Platform.parse("linux/s390x"));

    @TempDir
    private static Path dir;

    private static Binfmt emulators;
    private static DockerEngine engine;
    private static DockerRegistry registry;
    private static RegistryStore store;
    private static BuilderTree tree;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private Repository hub;

    @BeforeAll
    static void start() throws Exception {
        emulators = new Binfmt("aarch64", "ppc64le", "s390x");
        engine = DockerEngine.start();
        registry = DockerRegistry.start();
        store = new RegistryStore(RegistryOptions.defaults());
        tree = BuilderTree.create(dir.resolve("tree"));
    }

    @AfterAll
    static void end() {
        store.close();
        registry.close();
        engine.close();
        emulators.close();
    }

    @BeforeEach
    void place(TestInfo test) throws IOException {
        hub = registry.repository(test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT));
        tree.version("1.0", "hello").version("main", "hello").commit("Begin " + hub);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(engine.docker("images", "--quiet")).isEmpty();
        assertThat(engine.containers()).isEmpty();
        assertThat(dir.resolve("archives")).isEmptyDirectory();
    }

    @Test
    void twoVersionsOfFourPlatformsBecomeTwoIndexes() throws Exception {
        List<BuilderOutcome> outcomes = run(Optional.empty());
        assertThat(outcomes)
                .extracting(outcome -> outcome.image().label())
                .containsExactly("tiny-builder:1.0", "tiny-builder:main");
        assertThat(outcomes)
                .allMatch(outcome -> outcome.built() && outcome.failure().isEmpty());
        assertThat(tags())
                .hasSize(4)
                .contains("1.0", "main")
                .anyMatch(tag -> tag.matches("1\\.0-20260820-[0-9a-f]{8}"));
        for (BuilderOutcome outcome : outcomes) {
            assertThat(outcome.published()).extracting(Published::written).containsExactly(true, true);
            assertThat(machines(outcome.image().version()))
                    .isEqualTo(Map.of(
                            FOUR.get(0),
                            "x86_64",
                            FOUR.get(1),
                            "aarch64",
                            FOUR.get(2),
                            "ppc64le",
                            FOUR.get(3),
                            "s390x"));
        }
    }

    @Test
    void aSecondRunOfTheCommitBuildsNothing() {
        Map<String, Descriptor> first = published(run(Optional.empty(), FOUR.subList(0, 1)));
        events.clear();
        List<BuilderOutcome> again = run(Optional.empty(), FOUR.subList(0, 1));
        assertThat(again).noneMatch(BuilderOutcome::built);
        assertThat(published(again)).isEqualTo(first);
        assertThat(events).noneMatch(event -> event.startsWith("building"));
    }

    @Test
    void oneFailingPlatformLeavesTheOldTagAndOtherVersionsGoOn() throws Exception {
        Map<String, Descriptor> before = published(run(Optional.empty(), FOUR.subList(0, 1)));
        tree.version("1.0", "fail-aarch64").version("main", "other").commit("Break 1.0 on arm64");
        List<BuilderOutcome> outcomes = run(Optional.empty(), FOUR.subList(0, 2));
        assertThat(outcomes.get(0).failure().orElseThrow())
                .isInstanceOf(BuilderException.class)
                .hasMessageContaining("tiny-builder:1.0 for linux/arm64 cannot be built")
                .hasMessageContaining("told to fail on aarch64");
        assertThat(outcomes.get(1).published()).hasSize(2);
        assertThat(resolve("1.0")).isEqualTo(before.get("1.0"));
        assertThat(resolve("main")).isNotEqualTo(before.get("main"));
        assertThat(tags()).hasSize(5);
    }

    @Test
    void aBrokenToolIsCaughtBeforeItsTagMoves() throws Exception {
        Path source = Files.createDirectories(dir.resolve("upstream"));
        makefile(source, "works");
        Map<String, Descriptor> before = published(run(Optional.of(source), FOUR.subList(0, 1)));
        assertThat(events).contains("checked tiny-builder:1.0", "checked tiny-builder:main");
        tree.version("1.0", "newer").version("main", "newer").commit("Change the tool");
        makefile(source, "fail-x86_64");
        List<BuilderOutcome> outcomes = run(Optional.of(source), FOUR.subList(0, 1));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure().orElseThrow())
                .hasMessageContaining("does not build " + source + ": 'make build test' ended with 2")
                .hasMessageContaining("told to fail on x86_64"));
        assertThat(resolve("1.0")).isEqualTo(before.get("1.0"));
        assertThat(tags()).hasSize(4);
    }

    @Test
    void twoAtOnceDoNotMeet() {
        CompletableFuture<List<BuilderOutcome>> other =
                CompletableFuture.supplyAsync(() -> run(Optional.empty(), FOUR.subList(0, 2), "other"));
        List<BuilderOutcome> ours = run(Optional.empty(), FOUR.subList(0, 2));
        assertThat(other.join()).allMatch(outcome -> outcome.failure().isEmpty());
        assertThat(ours).allMatch(outcome -> outcome.failure().isEmpty());
    }

    @Test
    void whatTheKernelCannotRunIsRefusedBeforeAnythingIsBuilt() throws IOException {
        BuilderWorkshop workshop = workshop(new Emulators(dir, Platform.LINUX_AMD64));
        BuilderRun run = new BuilderRun(workshop, Optional.empty(), Optional.of(publisher(hub)), listener());
        List<BuilderImage> images = images(FOUR);
        Files.createDirectories(dir.resolve("archives"));
        assertThatThrownBy(() -> run.run(tree.docker(), images, BuilderTags::moving))
                .isInstanceOf(PlatformNotRunnableException.class)
                .hasMessageContaining("linux/arm64, linux/ppc64le, linux/s390x");
        assertThat(events).isEmpty();
    }

    private List<BuilderOutcome> run(Optional<Path> check) {
        return run(check, FOUR);
    }

    private List<BuilderOutcome> run(Optional<Path> check, List<Platform> platforms) {
        return run(check, platforms, "");
    }

    private List<BuilderOutcome> run(Optional<Path> check, List<Platform> platforms, String below) {
        Repository place = below.isEmpty() ? hub : hub.resolve(below);
        Optional<BuilderCheck> checks = check.map(source -> new BuilderCheck(
                source,
                BuilderCheck.DEFAULT_COMMAND,
                CLIENT,
                new ProcessRunner(),
                ProcessLimits.DEFAULT,
                engine.environment()));
        try (BuilderRepository repository = BuilderRepository.of(tree.docker())) {
            BuilderRepository.Head head = repository.cleanHead();
            return new BuilderRun(
                            workshop(Emulators.ofThisMachine()), checks, Optional.of(publisher(place)), listener())
                    .run(tree.docker(), images(platforms), image -> BuilderTags.at(image, head));
        }
    }

    private BuilderWorkshop workshop(Emulators known) {
        ContainerProgram program =
                new ContainerProgram(CLIENT, new ProcessRunner(), ProcessLimits.DEFAULT, engine.environment());
        // The daemon of this test has no network to give away.
        BuildChoices choices = BuildChoices.standard()
                .withNetwork(Optional.of("none"))
                .withParallel(2)
                .withDirectory(dir.resolve("archives"));
        return new BuilderWorkshop(program, known, choices, listener());
    }

    private static BuilderPublisher publisher(Repository place) {
        return new BuilderPublisher(
                store,
                List.of(place),
                Compressors.of(Map.of()).named("gzip-jdk"),
                dir.resolve("cache"),
                PublishListener.NONE);
    }

    private static List<BuilderImage> images(List<Platform> platforms) {
        return new BuilderDirectoryReader(platforms, Platform.LINUX_AMD64)
                .read(tree.docker())
                .images();
    }

    private BuilderListener listener() {
        return new BuilderListener() {
            @Override
            public void building(BuilderImage image, Platform platform) {
                events.add("building " + image.label() + " " + platform);
            }

            @Override
            public void checked(BuilderImage image, Path source) {
                events.add("checked " + image.label());
            }

            @Override
            public void notice(String message) {
                throw new AssertionError(message);
            }
        };
    }

    /** A tree whose tests run the builder's tool in a container, as Istio's do. */
    private static void makefile(Path source, String word) throws IOException {
        Files.writeString(source.resolve("Makefile"), """
                build:
                \t@test "$(BUILD_WITH_CONTAINER)" = 1
                test:
                \t@$(CONTAINER_CLI) run --network none $(IMG) /bin/sh -c %s
                """.formatted(word));
    }

    private List<String> tags() {
        return store.tags(hub.resolve("tiny-builder"));
    }

    private Descriptor resolve(String tag) {
        return store.resolve(hub.resolve("tiny-builder").tag(tag)).orElseThrow();
    }

    private static Map<String, Descriptor> published(List<BuilderOutcome> outcomes) {
        Map<String, Descriptor> tags = new HashMap<>();
        outcomes.forEach(outcome -> outcome.published()
                .forEach(tag -> tags.put(tag.reference().tag().orElseThrow(), tag.manifest())));
        return tags;
    }

    /** Which machine each platform's RUN instruction ran on, by what it left in the last layer. */
    private Map<Platform, String> machines(String tag) throws IOException {
        Repository repository = hub.resolve("tiny-builder");
        ImageIndex index = (ImageIndex) store.manifest(repository.tag(tag)).parse();
        Map<Platform, String> machines = new HashMap<>();
        for (Descriptor child : index.manifests()) {
            ImageManifest manifest =
                    (ImageManifest) store.manifest(repository, child.digest()).parse();
            Descriptor last = manifest.layers().get(manifest.layers().size() - 1);
            try (InputStream layer = new GZIPInputStream(store.openBlob(repository, last))) {
                String text = new String(layer.readAllBytes(), StandardCharsets.US_ASCII);
                int ran = text.indexOf(" ran hello");
                machines.put(child.platform().orElseThrow(), text.substring(text.lastIndexOf('\0', ran) + 1, ran));
            }
        }
        return machines;
    }
}
