package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stages with a real make. */
@Timeout(60)
class StageRunnerIT {
    private static final String TREE = Command.WORK + "/src/istio.io/istio";

    @TempDir
    Path dir;

    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final List<String> calls = new ArrayList<>();
    private ProcessLimits limits =
            new ProcessLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(300));
    private String makefile = "all:\n\t@echo built $(VERSION)\n";

    private final BuildListener listener = new BuildListener() {
        @Override
        public void output(Stage stage, String line) {
            output.add("[" + stage.id() + "] " + line);
        }
    };

    @Test
    void sourcesAreCheckedBeforeMakeAndImagesMadeAfter() {
        run(make("all"));
        assertThat(output).containsExactly("[istio-linux-amd64] built 1.14.5");
        assertThat(calls).containsExactly("check", "make");
        assertThat(dir.resolve("istio-linux-amd64/src/istio.io/istio/Makefile")).exists();
    }

    @Test
    void makeSeesTheEnvironmentOfThePlanOverTheMachines() {
        makefile = "all:\n\t@env | grep -E '^(GOPATH|TARGET_OUT|TARGET_ARCH|FOR_BUILD_CONTAINER|KEPT)=' | sort\n";
        run(make("all"));
        assertThat(output)
                .containsExactly(
                        "[istio-linux-amd64] GOPATH=" + dir.resolve("istio-linux-amd64"),
                        "[istio-linux-amd64] KEPT=yes",
                        "[istio-linux-amd64] TARGET_ARCH=amd64");
    }

    @Test
    void aFailingMakeIsToldWithItsStageAndItsLastFortyLines() {
        makefile = "all:\n\t@for i in $$(seq 1 100); do echo line $$i; done; exit 7\n";
        assertThatThrownBy(() -> run(make("all")))
                .isInstanceOf(StageFailedException.class)
                .satisfies(e -> assertThat(((StageFailedException) e).tail()).hasSize(40))
                .hasMessageStartingWith("stage istio-linux-amd64: 'make --no-print-directory all' in " + dir)
                .hasMessageContaining("exited with 2 after ")
                .hasMessageContaining("; its last 40 lines:\n[istio-linux-amd64] line 62\n")
                .hasMessageContaining("[istio-linux-amd64] make: *** [Makefile:2: all] Error 7");
        assertThat(calls).containsExactly("check");
    }

    @Test
    void anUnknownTargetIsMakesOwnWord() {
        assertThatThrownBy(() -> run(make("no-such-target")))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("No rule to make target 'no-such-target'");
    }

    @Test
    void aMakeThatHangsIsEndedAndSaysSo() {
        makefile = "all:\n\t@echo begun; sleep 300\n";
        limits = limits.withSilence(Duration.ofSeconds(1));
        assertThatThrownBy(() -> run(make("all")))
                .isInstanceOf(StageFailedException.class)
                .hasMessage("stage istio-linux-amd64: make wrote nothing for 1s and was ended with all that it started;"
                        + " its last 1 lines:\n[istio-linux-amd64] begun");
    }

    @Test
    void sourcesThatCannotBeMadeIntoImagesAreRefusedBeforeMake() {
        assertThatThrownBy(() -> run(make("all"), new ImageMaker() {
                    @Override
                    public void check(Stage stage, StageDirectory directory) {
                        throw new InputException("Dockerfile:3:1: RUN");
                    }

                    @Override
                    public List<ImageRecord> make(Stage stage, StageDirectory directory) {
                        return List.of();
                    }
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("Dockerfile:3:1: RUN");
        assertThat(output).isEmpty();
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsGone() throws IOException {
        Path left = dir.resolve("istio-linux-amd64/src/istio.io/istio/out/half");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half");
        Files.setPosixFilePermissions(left.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
        Path module = dir.resolve("istio-linux-amd64/pkg/mod/cache/x");
        Files.createDirectories(module.getParent());
        Files.writeString(module, "module");
        run(make("all"));
        assertThat(left).doesNotExist();
        assertThat(module)
                .as("Go's module cache is long to fetch and keeps itself whole")
                .exists();
    }

    @Test
    void whatAKilledRunLeftRunningIsEnded() throws Exception {
        ProcessBuilder orphan = new ProcessBuilder("setsid", "sleep", "300");
        orphan.environment().put("GOPATH", dir.resolve("istio-linux-amd64").toString());
        Process left = orphan.start();
        run(make("all"));
        assertThat(left.waitFor()).isNotZero();
    }

    @Test
    void aSourceThatCannotBeHadEndsTheStage() {
        Stage stage = Stages.stage("istio-linux-amd64", List.of(), List.of(make("all")));
        StageRunner runner = runner(
                (s, name, target) -> {
                    throw new WorkException("host git.example is unreachable");
                },
                new Recorder());
        assertThatThrownBy(() -> runner.run(stage)).hasMessage("host git.example is unreachable");
    }

    private static Command make(String target) {
        return new Command(
                List.of("make", "--no-print-directory", target),
                TREE,
                List.of("TARGET_OUT", "TARGET_ARCH", "FOR_BUILD_CONTAINER"),
                Map.of("GOPATH", Command.WORK, "VERSION", "1.14.5", "TARGET_ARCH", "amd64"));
    }

    private void run(Command command) {
        run(command, new Recorder());
    }

    private void run(Command command, ImageMaker maker) {
        runner(this::checkOut, maker).run(Stages.stage("istio-linux-amd64", List.of(), List.of(command)));
    }

    private StageRunner runner(SourceTrees sources, ImageMaker maker) {
        Map<String, String> inherited = new TreeMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "TARGET_OUT", "/work/out",
                "TARGET_ARCH", "s390x",
                "FOR_BUILD_CONTAINER", "1",
                "KEPT", "yes"));
        HostToolchain host = new HostToolchain(new ProcessRunner(), limits, inherited);
        FileStages none = new FileStages(Map.of(), new StageFiles(OciLayout.create(dir.resolve("layout")), Stages.HUB));
        return new StageRunner(dir, sources, host, host, Map.of(ImageBuilder.NATIVE, maker), none, listener);
    }

    private void checkOut(Stage stage, String name, Path target) {
        try {
            Files.createDirectories(target);
            Files.writeString(target.resolve("Makefile"), makefile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Recorder implements ImageMaker {
        @Override
        public void check(Stage stage, StageDirectory directory) {
            calls.add("check");
        }

        @Override
        public List<ImageRecord> make(Stage stage, StageDirectory directory) {
            calls.add("make");
            return List.of();
        }
    }
}
