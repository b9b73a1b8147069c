package io.jenkins.plugins.istioimages.build;

import static io.jenkins.plugins.istioimages.build.Stages.plan;
import static io.jenkins.plugins.istioimages.build.Stages.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LocalExecutorTest {
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final BuildListener listener = new BuildListener() {
        @Override
        public void reused(Stage stage, StageRecords records) {
            heard.add("reused " + stage.id());
        }

        @Override
        public void failed(Stage stage, RuntimeException reason) {
            heard.add("failed " + stage.id());
        }

        @Override
        public void notRun(Stage stage, String needed) {
            heard.add("not run " + stage.id() + " for " + needed);
        }
    };

    @TempDir
    Path dir;

    private OciLayout layout;

    @BeforeEach
    void open() {
        layout = OciLayout.create(dir);
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void imagesComeInTheOrderOfThePlanWhoeverIsFirst() {
        CountDownLatch secondDone = new CountDownLatch(1);
        List<ImageRecord> images = execute(plan(stage("a"), stage("b")), 2, stage -> {
            if (stage.id().equals("a")) {
                await(secondDone);
            }
            List<ImageRecord> made = make(stage);
            secondDone.countDown();
            return made;
        });
        assertThat(images).extracting(ImageRecord::stage).containsExactly("a", "b");
    }

    @Test
    void independentStagesRunAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        assertThat(execute(plan(stage("a"), stage("b")), 2, stage -> {
                    try {
                        both.await(10, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new WorkException("not at the same time", e);
                    }
                    return make(stage);
                }))
                .hasSize(2);
    }

    @Test
    void noMoreRunAtOnceThanMay() {
        List<String> active = Collections.synchronizedList(new ArrayList<>());
        execute(plan(stage("a"), stage("b"), stage("c")), 1, stage -> {
            active.add(stage.id());
            assertThat(active).hasSize(1);
            List<ImageRecord> made = make(stage);
            active.remove(stage.id());
            return made;
        });
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aStageComesAfterWhatItNeeds() {
        Stage first = stage("first");
        Stage second = stage("second", List.of("first"), List.of());
        execute(plan(second, first), 4, this::make);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void whenOneFailsTheOthersFinishAndASecondRunMakesOnlyWhatIsMissing() {
        Plan plan = plan(stage("a"), stage("b"), stage("c"));
        assertThatThrownBy(() -> execute(plan, 1, stage -> {
                    if (stage.id().equals("a")) {
                        throw new StageFailedException("a", "make exited with 2", List.of("no rule"));
                    }
                    return make(stage);
                }))
                .isInstanceOf(BuildFailedException.class)
                .hasMessage("stage a: make exited with 2; its last 1 lines:\n[a] no rule\n"
                        + "1 of 3 stages failed (a); 2 finished");
        assertThat(ran).containsExactly("b", "c");
        ran.clear();
        assertThat(execute(plan, 1, this::make)).hasSize(3);
        assertThat(ran).containsExactly("a");
        assertThat(heard).containsExactly("failed a", "reused b", "reused c");
    }

    @Test
    void allFailuresAreToldTogether() {
        assertThatThrownBy(() -> execute(plan(stage("a"), stage("b")), 2, stage -> {
                    throw new WorkException("disk full");
                }))
                .isInstanceOf(BuildFailedException.class)
                .hasMessage("stage a: disk full\nstage b: disk full\n2 of 2 stages failed (a, b)")
                .satisfies(
                        e -> assertThat(((BuildFailedException) e).failures()).containsOnlyKeys("a", "b"));
    }

    @Test
    void whatNeedsAFailedStageIsNotRun() {
        Plan plan =
                plan(stage("a"), stage("b", List.of("a"), List.of()), stage("c", List.of("b"), List.of()), stage("d"));
        assertThatThrownBy(() -> execute(plan, 2, stage -> {
                    if (stage.id().equals("a")) {
                        throw new WorkException("broken");
                    }
                    return make(stage);
                }))
                .isInstanceOf(BuildFailedException.class)
                .hasMessageEndingWith("1 of 4 stages failed (a), not run: b, c; 1 finished");
        assertThat(ran).containsExactly("d");
        assertThat(heard).contains("not run b for a", "not run c for b");
    }

    @Test
    void wrongInputIsSaidOnceForAllPlatforms() {
        assertThatThrownBy(() -> execute(plan(stage("a"), stage("b")), 2, stage -> {
                    throw new InputException("Dockerfile:3:1: RUN is not done");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage("Dockerfile:3:1: RUN is not done");
    }

    @Test
    void aStageThatMakesTooLittleFails() {
        assertThatThrownBy(() -> execute(plan(stage("a")), 1, stage -> List.of()))
                .isInstanceOf(BuildFailedException.class)
                .hasMessageStartingWith("stage a: made no image pilot (debug)");
    }

    @Test
    void anImageOfAnotherPlatformFailsTheStage() {
        assertThatThrownBy(() -> execute(plan(stage("a")), 1, stage -> {
                    ImageRecord made = Stages.push(layout, stage, "pilot", "debug");
                    return List.of(new ImageRecord(
                            made.name(),
                            made.variant(),
                            made.repository(),
                            io.jenkins.plugins.istioimages.oci.Platform.LINUX_ARM64,
                            made.manifest(),
                            made.size(),
                            made.layers(),
                            made.sources(),
                            made.stage()));
                }))
                .isInstanceOf(BuildFailedException.class)
                .hasMessageContaining("image pilot (debug) says it is for linux/arm64, the stage is for linux/amd64");
    }

    @Test
    void anInterruptReachesEveryStageAndIsWaitedFor() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        List<String> tidied = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Thread build = new Thread(() -> {
            try {
                execute(plan(stage("a"), stage("b"), stage("c")), 2, stage -> {
                    started.countDown();
                    try {
                        Thread.sleep(60_000);
                        return make(stage);
                    } catch (InterruptedException e) {
                        tidyUp();
                        tidied.add(stage.id());
                        throw new CancelledException("cancelled");
                    }
                });
            } catch (CancelledException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : new IllegalStateException("flag is lost", e));
            }
        });
        build.start();
        await(started);
        build.interrupt();
        build.join();
        assertThat(thrown.get()).isInstanceOf(CancelledException.class);
        assertThat(tidied).containsExactlyInAnyOrder("a", "b");
        assertThat(ran).isEmpty();
    }

    private static void tidyUp() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ImageRecord> execute(Plan plan, int parallel, Function<Stage, List<ImageRecord>> work) {
        StageExecution execution = new StageExecution(
                new StageResults(layout, Stages.HUB),
                new BaseDigests(List.of()),
                stage -> StageRecords.ofImages(work.apply(stage)),
                listener);
        return new LocalExecutor(execution, listener, parallel).execute(plan).images();
    }

    private List<ImageRecord> make(Stage stage) {
        ran.add(stage.id());
        return List.of(Stages.push(layout, stage, "pilot", "debug"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new WorkException("interrupted", e);
        }
    }
}
