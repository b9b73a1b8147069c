package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: the shell starts descendants that leave their parents in every way there is. */
@Timeout(60)
class ProcessRunnerIT {
    private static final ProcessLimits LIMITS =
            new ProcessLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(300));

    @TempDir
    Path dir;

    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void nothingIsLeft() {
        assertThat(ProcessTree.leftOver("MARK=" + dir).kill(Duration.ZERO)).isEmpty();
    }

    @Test
    void outputOfBothStreamsArrivesLineByLineInOrder() {
        ProcessResult result = run("echo one; echo two >&2; echo three");
        assertThat(output).containsExactly("one", "two", "three");
        assertThat(result.succeeded()).isTrue();
        assertThat(result.tail()).containsExactly("one", "two", "three");
    }

    @Test
    void anAnswerThatGoesIntoAFileIsWholeAndWhatIsSaidBesideItIsHeard() throws IOException {
        String script = "head -c 100000 /dev/zero | tr '\\0' x; echo aside >&2";
        ProcessSpec spec = ProcessSpec.of(List.of("sh", "-c", script), dir, Map.of("PATH", "/usr/bin:/bin"))
                .withOutput(dir.resolve("answer"));
        ProcessResult result = new ProcessRunner().run(spec, LIMITS, output::add);
        assertThat(result.tail()).containsExactly("aside");
        assertThat(dir.resolve("answer")).hasSize(100_000);
    }

    @Test
    void aFailureIsAResultWithItsStatus() {
        assertThat(run("exit 3").exit()).isEqualTo(3);
        assertThat(run("kill -9 $$").exit()).isEqualTo(137);
    }

    @Test
    void theEnvironmentIsExactlyTheOneGiven() {
        ProcessResult result = new ProcessRunner()
                .run(ProcessSpec.of(List.of("/usr/bin/env"), dir, Map.of("ONLY", "this one")), LIMITS, output::add);
        assertThat(result.succeeded()).isTrue();
        assertThat(output).containsExactly("ONLY=this one");
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() {
        String hostile = "a b; $(touch pwned) `x` 'q' \"d\" \\ *";
        new ProcessRunner()
                .run(
                        ProcessSpec.of(List.of("printf", "%s\\n", hostile), dir, Map.of("PATH", "/usr/bin:/bin")),
                        LIMITS,
                        output::add);
        assertThat(output).containsExactly(hostile);
        assertThat(dir.resolve("pwned")).doesNotExist();
    }

    @Test
    void standardInputIsEmpty() {
        assertThat(run("cat; echo end").tail()).containsExactly("end");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> new ProcessRunner()
                        .run(ProcessSpec.of(List.of("no-such-tool"), dir, Map.of("PATH", "/bin")), LIMITS, output::add))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("'no-such-tool'");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path nowhere = dir.resolve("nowhere");
        assertThatThrownBy(() -> new ProcessRunner()
                        .run(ProcessSpec.of(List.of("/bin/true"), nowhere, Map.of()), LIMITS, output::add))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithAllThatItStarted() {
        assertThatThrownBy(() -> run(
                        LIMITS.withOverall(Duration.ofMillis(700)), "sleep 300 & sh -c 'sleep 300' & echo hi; wait"))
                .isInstanceOf(ProcessTimeoutException.class)
                .hasMessage("sh took longer than 700ms and was ended with all that it started")
                .satisfies(e -> assertThat(((ProcessTimeoutException) e).tail()).containsExactly("hi"));
        assertNobodyLeft();
    }

    @Test
    void aProgramThatSaysNothingIsEnded() {
        assertThatThrownBy(() -> run(
                        LIMITS.withSilence(Duration.ofSeconds(1)),
                        "for i in 1 2 3 4 5 6; do echo $i; sleep 0.3; done;" + " sleep 300"))
                .isInstanceOf(ProcessTimeoutException.class)
                .hasMessage("sh wrote nothing for 1s and was ended with all that it started");
        assertThat(output).contains("6");
        assertNobodyLeft();
    }

    @Test
    void anInterruptEndsGrandchildrenThatBelongToInitByNow() throws Exception {
        // The middle shell ends at once, so the sleeper's parent is gone before anybody looks.
        CancelledException thrown =
                interruptWhenReady("(sh -c 'sleep 300 & echo $! >orphan.pid'); echo ready; wait;" + " sleep 300");
        assertThat(thrown).hasMessage("cancelled: sh was ended");
        assertGone("orphan.pid");
    }

    @Test
    void anInterruptEndsDaemonsWithASessionOfTheirOwn() throws Exception {
        interruptWhenReady("setsid sh -c 'setsid sh -c \"echo \\$\\$ >daemon.pid; sleep 300\" & echo'; echo ready;"
                + " sleep 300");
        assertGone("daemon.pid");
    }

    @Test
    void anInterruptEndsWhatIgnoresBeingAsked() throws Exception {
        interruptWhenReady("trap '' TERM INT HUP; echo $$ >stubborn.pid; echo ready; while :; do sleep 1; done");
        assertGone("stubborn.pid");
    }

    @Test
    void aProgramThatIsAskedToEndMayTidyUp() throws Exception {
        interruptWhenReady("trap 'echo bye >bye; exit' TERM; echo ready; while :; do sleep 0.1; done");
        assertThat(dir.resolve("bye")).exists();
    }

    @Test
    void whatAProgramLeavesBehindEndsWithIt() throws IOException {
        ProcessResult result = run("setsid sh -c 'echo $$ >left.pid; sleep 300' & while [ ! -s left.pid ]; do :; done");
        assertThat(result.succeeded()).isTrue();
        assertGone("left.pid");
    }

    @Test
    void whatAnEarlierRunLeftIsFoundByItsMarker() throws Exception {
        Process orphan = sleeper(Map.of("MARK", dir.toString()));
        assertThat(orphan.isAlive()).isTrue();
        assertThat(ProcessTree.leftOver("MARK=" + dir).kill(Duration.ofMillis(200)))
                .isEmpty();
        assertThat(orphan.waitFor()).isNotZero();
    }

    @Test
    void aMarkerIsTheWholeEntryAndNotABeginning() throws Exception {
        Process other = sleeper(Map.of("MARK", dir + "-other", "XMARK", dir.toString()));
        ProcessTree.leftOver("MARK=" + dir).kill(Duration.ZERO);
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly().waitFor();
    }

    private static Process sleeper(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private ProcessResult run(String script) {
        return run(LIMITS, script);
    }

    private ProcessResult run(ProcessLimits limits, String script) {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "MARK", dir.toString());
        return new ProcessRunner()
                .run(
                        new ProcessSpec(List.of("sh", "-c", script), dir, environment, Optional.of("MARK")),
                        limits,
                        output::add);
    }

    private CancelledException interruptWhenReady(String script) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread worker = new Thread(() -> {
            try {
                run(script);
            } catch (CancelledException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag is lost", e));
            }
        });
        worker.start();
        while (!output.contains("ready")) {
            Thread.sleep(10);
        }
        worker.interrupt();
        worker.join();
        assertNobodyLeft();
        if (thrown.get() instanceof CancelledException cancelled) {
            return cancelled;
        }
        return fail("not cancelled", thrown.get());
    }

    private void assertNobodyLeft() {
        ProcFs procFs = ProcFs.system();
        assertThat(procFs.find(pid -> procFs.hasEnvironment(pid, "MARK=" + dir) && !procFs.isZombie(pid)))
                .isEmpty();
    }

    private void assertGone(String pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(dir.resolve(pidFile)).strip());
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        assertThat(handle.filter(h -> !ProcFs.system().isZombie(pid))).isEmpty();
    }
}
