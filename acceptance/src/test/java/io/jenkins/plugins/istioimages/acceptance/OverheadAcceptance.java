package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.CommandLine;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Jenkins costs: the same release by a run and by the command line, into the same registry. */
@ExtendWith(WithWorld.class)
class OverheadAcceptance {
    private static final Duration AT_MOST = Duration.ofSeconds(15);
    private static final int ROUNDS = 3;

    @Test
    void a_release_through_jenkins_takes_at_most_15_seconds_more_than_on_the_command_line(World world)
            throws Exception {
        CommandLine commandLine = new CommandLine(world);
        List<Duration> alone = new ArrayList<>();
        List<Duration> jenkins = new ArrayList<>();
        // The first of each warms up. A path of its own each: nothing is there yet.
        for (int i = 0; i <= ROUNDS; i++) {
            alone.add(commandLine.release("overhead-cli-" + i));
            Build build =
                    world.pipelines().job("building.groovy", "overhead-" + i).start();
            assertThat(build.result(Duration.ofMinutes(5))).as(build.log()).isEqualTo("SUCCESS");
            jenkins.add(build.duration());
        }

        Duration more = median(jenkins).minus(median(alone));
        world.figure("a release through Jenkins " + jenkins + ", on the command line " + alone + ": " + more.toMillis()
                + " ms more");
        assertThat(more).isLessThanOrEqualTo(AT_MOST);
    }

    private static Duration median(List<Duration> measured) {
        return measured.subList(1, measured.size()).stream()
                .sorted()
                .skip(ROUNDS / 2)
                .findFirst()
                .orElseThrow();
    }
}
