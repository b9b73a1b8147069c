package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line that docker or podman gets, with a script in docker's place that writes down how it was called. */
@Timeout(30)
class BuilderContainerTest {
    private static final ProcessLimits LIMITS =
            new ProcessLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(200));

    private final Stage stage = Stages.stage("istio-linux-arm64", List.of(), List.of(), "localhost/tools:1");
    private final List<String> output = new ArrayList<>();

    @TempDir
    Path dir;

    private StageDirectory directory;
    private Path docker;
    private Path calls;

    @BeforeEach
    void docker() throws IOException {
        directory = new StageDirectory(Files.createDirectories(dir.resolve("work")));
        calls = dir.resolve("calls");
        docker = dir.resolve("docker");
        answer("exit 0");
    }

    @Test
    void theStagesDirectoryHasOnePathInsideAndOutside() {
        List<String> arguments = container().arguments(stage, command(), directory);
        String work = directory.path().toString();
        assertThat(arguments)
                .containsSubsequence("run", "--rm", "--name", BuilderContainer.name(stage, directory))
                .containsSubsequence("--label", "io.jenkins.plugins.istioimages.stage=istio-linux-arm64")
                .containsSubsequence("--volume", work + ":" + work)
                .containsSubsequence("--workdir", work + "/src")
                .containsSubsequence("--env", "GOPATH=" + work)
                .containsSubsequence("--env", "HOME=" + work + "/home");
        assertThat(arguments.get(arguments.indexOf("--user") + 1)).matches("[0-9]+:[0-9]+");
    }

    @Test
    void whatTheImageSetsIsTakenAwayInsideUnlessThePlanSetsIt() {
        List<String> arguments = container().arguments(stage, command(), directory);
        assertThat(arguments.subList(arguments.indexOf("localhost/tools:1"), arguments.size()))
                .containsExactly("localhost/tools:1", "env", "-u", "TARGET_OUT", "make", "a b", "$(x)");
        assertThat(arguments).containsSubsequence("--env", "TARGET_OS=linux");
    }

    @Test
    void whatIsChosenForTheContainerIsAnArgumentEach() {
        ContainerOptions options = new ContainerOptions(
                "1000:1000",
                List.of("/var/cache/go", "/usr/share/ca:ro"),
                "builds",
                Map.of("GOCACHE", "/var/cache/go", "GREETING", "a 'b' \"c\" $(d)"),
                PullPolicy.NEVER);
        Stage emulated = stage.withBuilderPlatform("linux/arm64");
        List<String> arguments = container(options).arguments(emulated, command(), directory);
        assertThat(arguments)
                .containsSubsequence("--platform", "linux/arm64")
                .containsSubsequence("--user", "1000:1000")
                .containsSubsequence("--network", "builds")
                .containsSubsequence("--volume", "/var/cache/go:/var/cache/go")
                .containsSubsequence("--volume", "/usr/share/ca:/usr/share/ca:ro")
                .containsSubsequence("--env", "GOCACHE=/var/cache/go")
                .containsSubsequence("--env", "GREETING=a 'b' \"c\" $(d)")
                .containsOnlyOnce("--user");
    }

    @Test
    void theEntryPointOfTheImageIsLeftOut() {
        assertThat(container().arguments(stage, command(), directory)).contains("--entrypoint=");
    }

    @Test
    void variablesOfTheContainerGiveWayToThoseOfThePlan() {
        ContainerOptions options =
                new ContainerOptions("", List.of(), "", Map.of("TARGET_OS", "plan9"), PullPolicy.MISSING);
        List<String> arguments = container(options).arguments(stage, command(), directory);
        // The last one counts.
        assertThat(arguments.lastIndexOf("TARGET_OS=linux")).isGreaterThan(arguments.indexOf("TARGET_OS=plan9"));
    }

    @Test
    void directoriesOfCachesAreMadeByWhoBuilds() throws IOException {
        answer("echo " + "a".repeat(64) + " linux/amd64");
        Path cache = dir.resolve("caches/bazel");
        ContainerOptions options =
                new ContainerOptions("", List.of(cache.toString()), "", Map.of(), PullPolicy.MISSING);
        container(options).makeReady(stage, directory, output::add);
        assertThat(cache).isDirectory();
        assertThat(directory.path().resolve("home")).isDirectory();
    }

    @Test
    void aReadOnlyDirectoryThatIsNotThereIsNotMade() throws IOException {
        answer("echo " + "a".repeat(64) + " linux/amd64");
        Path data = dir.resolve("data");
        ContainerOptions options = new ContainerOptions("", List.of(data + ":ro"), "", Map.of(), PullPolicy.MISSING);
        assertThatThrownBy(() -> container(options).makeReady(stage, directory, output::add))
                .isInstanceOf(WorkException.class)
                .hasMessage("volume of the builder container: there is no directory " + data);
        assertThat(data).doesNotExist();
    }

    @Test
    void commandsRunInTheImageThatWasFoundWhateverItsTagIsNow() throws IOException {
        answer("echo " + "a".repeat(64) + " linux/amd64");
        BuilderContainer container = container();
        container.makeReady(stage, directory, output::add);
        assertThat(container.image(stage)).isEqualTo(new ContainerImage("a".repeat(64), "linux/amd64"));
        assertThat(container.arguments(stage, command(), directory))
                .contains("a".repeat(64))
                .doesNotContain("localhost/tools:1");
    }

    @Test
    void anImageThatIsThereIsPulledOnlyIfThatIsAskedFor() throws IOException {
        answer("echo " + "a".repeat(64) + " linux/amd64");
        container().makeReady(stage, directory, output::add);
        assertThat(calls).content().doesNotContain("pull");
        container(new ContainerOptions("", List.of(), "", Map.of(), PullPolicy.ALWAYS))
                .makeReady(stage, directory, output::add);
        assertThat(calls).content().containsOnlyOnce("pull localhost/tools:1");
    }

    @Test
    void anImageOfAnotherPlatformIsPulledForTheOneThatIsWanted() throws IOException {
        answer("[ $1 = pull ] && touch " + calls + ".pulled && exit 0\n[ -e " + calls + ".pulled ] && A=arm64"
                + "\necho " + "a".repeat(64) + " linux/${A:-amd64}");
        BuilderContainer container = container();
        container.makeReady(stage.withBuilderPlatform("linux/arm64"), directory, output::add);
        assertThat(calls).content().containsOnlyOnce("pull --platform linux/arm64 localhost/tools:1");
        assertThat(container.image(stage).platform()).isEqualTo("linux/arm64");
    }

    @Test
    void anImageThatStaysOfAnotherPlatformIsAnErrorThatSaysWhich() throws IOException {
        answer("echo " + "a".repeat(64) + " linux/amd64");
        Stage arm = stage.withBuilderPlatform("linux/arm64");
        assertThatThrownBy(() -> container().makeReady(arm, directory, output::add))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining(
                        "builder image localhost/tools:1 was pulled for linux/arm64 and is for linux/amd64");
        ContainerOptions never = new ContainerOptions("", List.of(), "", Map.of(), PullPolicy.NEVER);
        assertThatThrownBy(() -> container(never).makeReady(arm, directory, output::add))
                .hasMessageContaining("builder image localhost/tools:1 is not on this machine for linux/arm64, only for"
                        + " linux/amd64, and is not to be pulled");
    }

    @Test
    void twoStagesAndTwoDirectoriesHaveTheirOwnContainers() throws IOException {
        StageDirectory other = new StageDirectory(Files.createDirectories(dir.resolve("other")));
        assertThat(List.of(
                        BuilderContainer.name(stage, directory),
                        BuilderContainer.name(stage, other),
                        BuilderContainer.name(Stages.stage("istio-linux-amd64"), directory)))
                .doesNotHaveDuplicates();
    }

    @Test
    void statusAndOutputAreThoseOfTheProgramInside() throws IOException {
        answer("echo from inside; exit 2");
        ProcessResult result = container().run(stage, command(), directory, output::add);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(output).containsExactly("from inside");
    }

    @Test
    void aContainerThatCannotBeMadeIsToldWithItsImage() throws IOException {
        answer("echo pull access denied; exit 125");
        assertThatThrownBy(() -> container().run(stage, command(), directory, output::add))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("could not start a container of builder image localhost/tools:1")
                .hasMessageEndingWith("[istio-linux-arm64] pull access denied");
    }

    @Test
    void cancellingRemovesTheContainerByItsName() throws Exception {
        answer("echo ready; sleep 300");
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread build = new Thread(() -> {
            try {
                container().run(stage, command(), directory, output::add);
            } catch (CancelledException e) {
                thrown.set(e);
            }
        });
        build.start();
        while (!Files.exists(calls) || !Files.readString(calls).contains("run")) {
            Thread.sleep(20);
        }
        build.interrupt();
        build.join();
        assertThat(thrown.get()).isInstanceOf(CancelledException.class);
        assertThat(Files.readString(calls))
                .contains("rm --force --volumes " + BuilderContainer.name(stage, directory) + "\n");
    }

    @Test
    void aTimeoutRemovesItToo() throws IOException {
        answer("sleep 300");
        BuilderContainer container = new BuilderContainer(
                docker.toString(),
                ContainerOptions.NONE,
                new ProcessRunner(),
                LIMITS.withOverall(Duration.ofMillis(500)),
                environment());
        assertThatThrownBy(() -> container.run(stage, command(), directory, output::add))
                .isInstanceOf(ProcessTimeoutException.class);
        assertThat(Files.readString(calls)).contains("rm --force ");
    }

    @Test
    void theContainerOfAKilledRunIsRemovedBeforeTheNext() throws IOException {
        container().endLeftOvers(stage, directory);
        String name = BuilderContainer.name(stage, directory);
        String ps = "ps --all --quiet --filter name=^" + name + "$";
        assertThat(calls)
                .content()
                .hasLineCount(4)
                .containsSubsequence("ps --quiet", ps, "rm --force --volumes " + name, ps);
    }

    @Test
    void aMissingProgramIsNamed() {
        BuilderContainer podman = new BuilderContainer(
                "podman", ContainerOptions.NONE, new ProcessRunner(), LIMITS, Map.of("PATH", "/nowhere"));
        assertThatThrownBy(() -> podman.endLeftOvers(stage, directory))
                .isInstanceOf(WorkException.class)
                .hasMessageStartingWith("builder image localhost/tools:1 needs podman: program 'podman' is not on this"
                        + " machine's PATH; install it")
                .hasMessageEndingWith("Without a builder image make runs on the machine itself");
    }

    private void answer(String script) throws IOException {
        Files.writeString(
                docker,
                "#!/bin/sh\necho \"$@\" >>" + calls
                        + "\n[ \"$1\" = rm ] && touch " + calls + ".gone && exit 0\n"
                        + "[ \"$1\" = ps ] && { [ -e " + calls + ".gone ] || echo id; exit 0; }\n" + script + "\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private BuilderContainer container() {
        return container(ContainerOptions.NONE);
    }

    private BuilderContainer container(ContainerOptions options) {
        return new BuilderContainer(docker.toString(), options, new ProcessRunner(), LIMITS, environment());
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", System.getenv("PATH"));
    }

    private Command command() {
        return new Command(
                        List.of("make", "a b", "$(x)"),
                        Command.WORK + "/src",
                        List.of("TARGET_OUT", "TARGET_OS"),
                        Map.of("GOPATH", Command.WORK, "TARGET_OS", "linux"))
                .at(directory.path().toString());
    }
}
