package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real make in a real container. */
@Timeout(120)
class BuilderContainerIT {
    private static final String TOOLS = "localhost/tools:1";
    private static final String FOREIGN = "localhost/foreign:1";
    private static final ProcessLimits LIMITS =
            new ProcessLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(300));

    private static DockerEngine engine;

    @TempDir
    private Path dir;

    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private Stage stage = Stages.stage("istio-linux-arm64", List.of(), List.of(), TOOLS);
    private StageDirectory directory;

    @BeforeAll
    static void engine() throws Exception {
        engine = DockerEngine.start();
        engine.toolsImage(TOOLS, "ENV TARGET_OUT=/image/out", "ENV KEPT=by-the-image", "ENV GOPATH=/image/go");
        engine.foreignImage(FOREIGN);
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    @BeforeEach
    void source() throws IOException {
        directory = new StageDirectory(Files.createDirectories(dir.resolve("work")));
        Files.createDirectories(directory.source("istio"));
        makefile("""
                all:
                \t@mkdir -p $(GOPATH)/out && echo made > $(GOPATH)/out/made && touch $(HOME)/cached
                \t@env; id; pwd
                fail:
                \t@echo before it fails; exit 3
                wait:
                \t@echo waiting; trap '' TERM; sleep 300; sleep 300
                """);
    }

    @AfterEach
    void noContainerIsEverLeft() {
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void makeSeesTheStagesVariablesAndTheImagesOwnButForWhatIsTakenAway() {
        assertThat(run("all").exit()).isZero();
        assertThat(output)
                .contains(
                        "GOPATH=" + directory.path(),
                        "VERSION=1.14.5",
                        "TARGET_ARCH=arm64",
                        "KEPT=by-the-image",
                        "HOME=" + directory.path() + "/home",
                        directory.source("istio").toString())
                .noneMatch(line -> line.startsWith("TARGET_OUT="))
                .noneMatch(line -> line.startsWith("DOCKER_HOST="));
    }

    @Test
    void whatItMakesStandsInTheStagesDirectoryAndBelongsToWhoBuilds() throws IOException {
        Files.createDirectories(directory.path().resolve("home"));
        Tool.run(List.of("chown", "-R", "4321:8765", directory.path().toString()), "coreutils");
        assertThat(run("all").exit()).isZero();
        assertThat(output).anyMatch(line -> line.startsWith("uid=4321 gid=8765"));
        Path made = directory.path().resolve("out/made");
        assertThat(made).hasContent("made\n");
        assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(4321);
        assertThat(Files.getAttribute(made, "unix:gid")).isEqualTo(8765);
        assertThat(directory.path().resolve("home/cached")).exists();
    }

    @Test
    void nothingElseOfTheMachineIsInside() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "s");
        makefile("all:\n\t@ls " + dir + "\n\t@cat " + secret + "\n");
        assertThat(run("all").exit()).isEqualTo(2);
        assertThat(output).contains("work").anyMatch(line -> line.contains("No such file or directory"));
    }

    @Test
    void theStatusIsThatOfMake() {
        ProcessResult result = run("fail");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.tail()).contains("before it fails").anyMatch(line -> line.contains("Error 3"));
    }

    @Test
    void aProgramThatTheImageDoesNotHaveIsNamed() {
        Command cmake = new Command(List.of("cmake"), tree(), List.of("TARGET_OUT"), Map.of("GOPATH", Command.WORK));
        ProcessResult result = container(LIMITS).run(stage, placed(cmake), directory, output::add);
        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.tail()).anyMatch(line -> line.contains("cmake"));
    }

    @Test
    void cancellingEndsAContainerThatDoesNotListen() throws Exception {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread build = start(thrown);
        build.interrupt();
        build.join();
        assertThat(thrown.get()).isInstanceOf(CancelledException.class);
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void aTimeoutEndsItToo() {
        BuilderContainer container = container(LIMITS.withOverall(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> container.run(stage, make("wait"), directory, output::add))
                .isInstanceOf(ProcessTimeoutException.class);
        assertThat(output).containsExactly("waiting");
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void whenTheDockerProgramIsKilledTheContainerIsEnded() throws Exception {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread build = start(thrown);
        ProcFs.system()
                .find(pid -> ProcFs.system().hasEnvironment(pid, "GOPATH=" + directory.path())
                        && ProcessHandle.of(pid)
                                .flatMap(handle -> handle.info().command())
                                .filter(command -> command.endsWith("/docker"))
                                .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
        build.join();
        assertThat(thrown.get()).isNull();
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void theContainerOfABuildThatWasKilledIsEndedByTheNext() throws Exception {
        List<String> command = container(LIMITS).arguments(stage, make("wait"), directory);
        ProcessBuilder killed = new ProcessBuilder(command).redirectErrorStream(true);
        killed.environment().putAll(engine.environment());
        Process client = killed.start();
        assertThat(client.inputReader().readLine()).isEqualTo("waiting");
        client.destroyForcibly().waitFor();
        assertThat(engine.containers()).containsExactly(BuilderContainer.name(stage, directory));
        container(LIMITS).endLeftOvers(stage, directory);
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void otherContainersAreLeftAlone() {
        String name = BuilderContainer.name(stage, directory);
        engine.docker("create", "--name", name + "x", TOOLS, "true");
        container(LIMITS).endLeftOvers(stage, directory);
        assertThat(engine.containers()).containsExactly(name + "x");
        engine.docker("rm", name + "x");
    }

    @Test
    void anImageThatIsNotThereIsNamedBeforeAnyWork() {
        stage = Stages.stage("istio-linux-arm64", List.of(), List.of(), "127.0.0.1:1/none/tools:2");
        assertThatThrownBy(() -> container(LIMITS).makeReady(stage, directory, output::add))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining(
                        "builder image 127.0.0.1:1/none/tools:2 is not on this machine and docker cannot pull it")
                .hasMessageContaining("connection refused");
        assertThatThrownBy(() ->
                        container(LIMITS, options(Map.of(), PullPolicy.NEVER)).makeReady(stage, directory, output::add))
                .hasMessageContaining("127.0.0.1:1/none/tools:2 is not on this machine, and is not to be pulled");
    }

    @Test
    void aCacheHasOnePathInsideAndOutsideAndBelongsToWhoBuilds() throws IOException {
        Path cache = dir.resolve("cache");
        makefile("all:\n\t@echo cached > $(CACHE)/file; id -u; cat /etc/hosts > /dev/null\n");
        BuilderContainer container = container(
                LIMITS,
                new ContainerOptions(
                        "", List.of(cache.toString()), "none", Map.of("CACHE", cache.toString()), PullPolicy.NEVER));
        container.makeReady(stage, directory, output::add);
        assertThat(container.run(stage, make("all"), directory, output::add).exit())
                .as(output.toString())
                .isZero();
        assertThat(cache.resolve("file")).hasContent("cached\n");
        assertThat(container.image(stage).platform())
                .isEqualTo("linux/" + Platform.current().architecture());
    }

    @Test
    void anotherUserIsTheOneInside() {
        BuilderContainer container =
                container(LIMITS, new ContainerOptions("1234:5678", List.of(), "", Map.of(), PullPolicy.NEVER));
        Command id = new Command(List.of("id"), "/", List.of(), Map.of());
        container.run(stage, id, directory, output::add);
        assertThat(output).anyMatch(line -> line.startsWith("uid=1234 gid=5678"));
    }

    @Test
    void anEntryPointThatRunsSomethingElseIsLeftOut() throws IOException {
        String other = "localhost/entry:1";
        engine.toolsImage(other, "ENTRYPOINT [\"/bin/false\"]");
        stage = Stages.stage("istio-linux-arm64", List.of(), List.of(), other);
        assertThat(run("all").exit()).as(output.toString()).isZero();
    }

    @Test
    void aNetworkThatIsNotThereIsSaidWithTheImage() {
        BuilderContainer container =
                container(LIMITS, new ContainerOptions("", List.of(), "no-such-network", Map.of(), PullPolicy.NEVER));
        assertThatThrownBy(() -> container.probe(stage, directory, List.of("env")))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("docker could not start a container of builder image " + TOOLS)
                .hasMessageContaining("network no-such-network not found");
    }

    @Test
    void programsThatTheImageLacksAreNamedBeforeAnyWork() {
        container(LIMITS).probe(stage, directory, List.of("env", "cat"));
        assertThatThrownBy(() -> container(LIMITS).probe(stage, directory, List.of("nohup", "env", "no-such-program")))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining(
                        "builder image " + TOOLS + " lacks programs that every stage needs: nohup, no-such-program");
    }

    @Test
    void anEmulatorThatIsMissingIsNamedWithWhatWouldBeRight() {
        stage = Stages.stage("istio-linux-arm64", List.of(), List.of(), FOREIGN)
                .withBuilderPlatform(Platform.current().toString());
        assertThatThrownBy(() -> run("all"))
                .hasMessageContaining("it was wanted for " + Platform.current())
                .hasMessageContaining("apt-get install qemu-user-static binfmt-support");
    }

    @Test
    void anImageForAnotherMachineIsNamedWithWhatWouldBeRight() {
        stage = Stages.stage("istio-linux-arm64", List.of(), List.of(), FOREIGN);
        assertThatThrownBy(() -> run("all"))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("builder image " + FOREIGN + " holds programs that this machine, linux/");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsSaidBeforeAnyWork() {
        Map<String, String> environment = engine.environment();
        environment.put("DOCKER_HOST", "unix://" + dir.resolve("none.sock"));
        BuilderContainer container =
                new BuilderContainer("docker", ContainerOptions.NONE, new ProcessRunner(), LIMITS, environment);
        assertThatThrownBy(() -> container.endLeftOvers(stage, directory))
                .isInstanceOf(WorkException.class)
                .hasMessageStartingWith("builder image " + TOOLS + " needs docker, but 'docker ps' failed: ")
                .hasMessageContaining("Cannot connect to the Docker daemon at unix://" + dir.resolve("none.sock"));
    }

    private Thread start(AtomicReference<RuntimeException> thrown) throws InterruptedException {
        Thread build = new Thread(() -> {
            try {
                run("wait");
            } catch (RuntimeException e) {
                thrown.set(e);
            }
        });
        build.start();
        while (!output.contains("waiting")) {
            assertThat(build.isAlive()).as(output.toString()).isTrue();
            Thread.sleep(20);
        }
        return build;
    }

    private ProcessResult run(String target) {
        return container(LIMITS).run(stage, make(target), directory, output::add);
    }

    private static ContainerOptions options(Map<String, String> environment, PullPolicy pull) {
        return new ContainerOptions("", List.of(), "", environment, pull);
    }

    private static BuilderContainer container(ProcessLimits limits, ContainerOptions options) {
        return new BuilderContainer("docker", options, new ProcessRunner(), limits, engine.environment());
    }

    private static BuilderContainer container(ProcessLimits limits) {
        return new BuilderContainer("docker", ContainerOptions.NONE, new ProcessRunner(), limits, engine.environment());
    }

    private Command make(String target) {
        return placed(new Command(
                List.of("make", "--no-print-directory", target),
                tree(),
                List.of("TARGET_OUT", "TARGET_ARCH"),
                Map.of("GOPATH", Command.WORK, "VERSION", "1.14.5", "TARGET_ARCH", "arm64")));
    }

    private static String tree() {
        return Command.WORK + "/src/istio.io/istio";
    }

    private Command placed(Command command) {
        return command.at(directory.path().toString());
    }

    private void makefile(String text) throws IOException {
        Files.writeString(directory.source("istio").resolve("Makefile"), text);
    }
}
