package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Relay.Traffic;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many runs at once: what they cost the controller, and what they tell it. */
@ExtendWith(WithWorld.class)
class BurstAcceptance {
    private static final int RUNS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long HEAP_PER_RUN = 5_000_000;
    private static final Pattern SIZE = Pattern.compile("size: (\\d+)");

    @Test
    void twenty_runs_at_once_are_green_and_the_controller_sees_no_layer(World world) throws Exception {
        warmUp(world);
        long heapBefore = world.controller().heap();
        Traffic before = world.traffic();
        long start = System.nanoTime();

        List<PipelineJob> jobs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            jobs.add(world.pipelines().job("scripted.groovy", "burst-" + i, version(i)));
        }
        List<Build> builds = jobs.stream().map(PipelineJob::start).toList();
        for (Build build : builds) {
            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        }

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Traffic traffic = world.traffic().minus(before);
        long heap = (world.controller().heap() - heapBefore) / RUNS;
        long bytes = 0;
        for (int i = 0; i < RUNS; i++) {
            assertIsItsOwn(world, builds.get(i), jobs.get(i).name(), i);
            bytes += imageBytes(builds.get(i).catalog());
        }
        world.figure(RUNS + " runs at once: " + took.toSeconds() + " s; heap of the controller " + heap
                + " bytes more for each run; images of " + bytes / RUNS
                + " bytes for each run, of which agents sent the "
                + "controller " + traffic.toController() / RUNS + " bytes and got " + traffic.toAgent() / RUNS);
        assertThat(heap).isLessThan(HEAP_PER_RUN);
        // Logs, records and what remoting says: far less than the images, whose bytes do not shrink further.
        assertThat(traffic.toController()).isLessThan(bytes / 10);
    }

    /** Classes and sources reach agents once. */
    private static void warmUp(World world) throws Exception {
        Build build = world.pipelines().job("scripted.groovy", "burst-first").start();
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
    }

    private static String version(int run) {
        return "1.14." + (100 + run);
    }

    private static void assertIsItsOwn(World world, Build build, String hub, int run) {
        Published.assertPublished(world, build, hub, version(run));
        assertThat(build.catalog())
                .contains("version: " + version(run) + "\n", "/" + hub + "/staging/pilot\n")
                .doesNotContain("/burst-" + (run + 1) % RUNS + "/");
    }

    private static long imageBytes(String catalog) {
        return SIZE.matcher(catalog)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }
}
