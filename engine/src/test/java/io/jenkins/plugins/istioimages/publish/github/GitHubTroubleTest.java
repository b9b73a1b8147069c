package io.jenkins.plugins.istioimages.publish.github;

import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.COMMIT;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A GitHub that limits, fails and breaks off: in the end there is one release with all it should have, and no other. */
class GitHubTroubleTest {
    @TempDir
    Path out;

    /** What happens to a request. */
    private enum Break {
        /** GitHub never hears of it. */
        BEFORE,
        /** It breaks in the middle; of an upload something stays. */
        WITHIN,
        /** GitHub has done it, and the answer is lost. */
        AFTER,
        /** GitHub has done it, and says that something failed. */
        BAD_GATEWAY
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void brokenAtAnyRequestTheRunGoesOn(Break how) {
        int requests = requests();
        for (int at = 1; at <= requests; at++) {
            try (GitHubWorld world = new GitHubWorld(out)) {
                int broken = at;
                world.github.trouble = (number, call) -> number == broken ? wrong(world, how, call) : Optional.empty();
                Receipt receipt = world.run(Mode.PUBLISH, false);

                assertThat(receipt.status())
                        .as("%s at %s: %s", how, at, receipt)
                        .isEqualTo(Status.DONE);
                complete(world, how + " at " + at);
            }
        }
        assertThat(requests).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void deadFromAnyRequestOnTheNextRunCompletes(Break how) {
        int requests = requests();
        for (int at = 1; at <= requests; at++) {
            try (GitHubWorld world = new GitHubWorld(out)) {
                int dead = at;
                world.attempts = 2;
                world.github.trouble = (number, call) -> {
                    if (number == dead) {
                        return wrong(world, how, call);
                    }
                    return number > dead ? Optional.of(FakeGitHub.cut()) : Optional.empty();
                };
                Receipt first = world.run(Mode.PUBLISH, false);
                world.github.trouble = (number, call) -> Optional.empty();
                Receipt next = world.run(Mode.PUBLISH, false);

                assertThat(first.complete()).as("%s at %s: %s", how, at, first).isFalse();
                assertThat(next.complete()).as("%s at %s: %s", how, at, next).isTrue();
                complete(world, how + " from " + at);
            }
        }
    }

    private int requests() {
        try (GitHubWorld world = new GitHubWorld(out)) {
            assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
            return world.github.requests();
        }
    }

    private static Optional<Reply> wrong(GitHubWorld world, Break how, Call call) {
        if (how == Break.AFTER || how == Break.BAD_GATEWAY) {
            Reply lost = world.github.right(call);
            return Optional.of(how == Break.AFTER ? lost.trouble(Reply.Trouble.RESET) : FakeGitHub.error(502, "Oops"));
        }
        if (how == Break.WITHIN && FakeGitHub.isUpload(call)) {
            world.github.breakUpload(call);
        }
        return Optional.of(FakeGitHub.cut());
    }

    private static void complete(GitHubWorld world, String what) {
        assertThat(world.violations).as(what).isEmpty();
        assertThat(world.istio().releases).as(what).hasSize(1);
        long id = world.istio().releases.keySet().iterator().next();
        assertThat(world.istio().releases.get(id).path("draft").asBoolean())
                .as(what)
                .isFalse();
        assertThat(world.downloads(id)).as(what).isEqualTo(world.wanted());
        assertThat(world.istio().commit(VERSION)).as(what).contains(COMMIT);
        assertThat(world.istio().refs).as(what).hasSize(1);
        assertThat(world.istio().tagObjects).as(what).hasSize(1);
        world.github.writes.clear();
        assertThat(world.run(Mode.PUBLISH, false).status()).as(what).isEqualTo(Status.UNCHANGED);
        assertThat(world.github.writes).as(what).isEmpty();
    }

    @Test
    void aBadGatewayThatLeavesAStarterIsMended() {
        try (GitHubWorld world = new GitHubWorld(out)) {
            int[] left = {3};
            world.github.trouble = (number, call) -> {
                if (!FakeGitHub.isUpload(call) || left[0]-- <= 0) {
                    return Optional.empty();
                }
                world.github.breakUpload(call);
                return Optional.of(FakeGitHub.error(502, "Bad Gateway").trouble(Reply.Trouble.EARLY));
            };
            assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
            complete(world, "starters");
        }
    }

    @Test
    void thePrimaryLimitIsWaitedOutUntilItsReset() {
        try (GitHubWorld world = new GitHubWorld(out)) {
            limitOnce(
                    world,
                    FakeGitHub.error(403, "API rate limit exceeded")
                            .header("x-ratelimit-remaining", "0")
                            .header(
                                    "x-ratelimit-reset",
                                    String.valueOf(
                                            world.pauses.now().plusSeconds(900).getEpochSecond())));
            assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
            assertThat(world.pauses.taken()).containsExactly(Duration.ofSeconds(901));
            assertThat(world.told).singleElement().asString().contains("rate limit", "going on in 901 s");
            complete(world, "primary");
        }
    }

    @Test
    void theSecondaryLimitIsWaitedOutAsLongAsItSays() {
        try (GitHubWorld world = new GitHubWorld(out)) {
            limitOnce(world, FakeGitHub.error(429, "slow down").header("Retry-After", "37"));
            assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
            assertThat(world.pauses.taken()).containsExactly(Duration.ofSeconds(37));
        }
    }

    @Test
    void aSecondaryLimitWithoutATimeIsAMinuteAndThenMore() {
        try (GitHubWorld world = new GitHubWorld(out)) {
            int[] left = {3};
            world.github.trouble = (number, call) -> FakeGitHub.isUpload(call) && left[0]-- > 0
                    ? Optional.of(FakeGitHub.error(403, "You have exceeded a secondary rate limit"))
                    : Optional.empty();
            assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
            assertThat(world.pauses.taken())
                    .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
            complete(world, "secondary");
        }
    }

    @Test
    void aLimitBeyondAllPatienceEndsTheRunAtOnceAndTheNextOneGoesOn() {
        try (GitHubWorld world = new GitHubWorld(out)) {
            limitOnce(world, FakeGitHub.error(429, "come back tomorrow").header("Retry-After", "86400"));
            Receipt receipt = world.run(Mode.PUBLISH, false);

            assertThat(receipt.status()).isEqualTo(Status.FAILED);
            assertThat(receipt.problem()).get().asString().contains("86400 s, at most 3600 s");
            assertThat(world.pauses.taken()).isEmpty();
            assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
            complete(world, "tomorrow");
        }
    }

    /** The first upload is refused by a limit. */
    private static void limitOnce(GitHubWorld world, Reply limit) {
        boolean[] limited = {false};
        world.github.trouble = (number, call) -> {
            if (limited[0] || !FakeGitHub.isUpload(call)) {
                return Optional.empty();
            }
            limited[0] = true;
            return Optional.of(limit);
        };
    }
}
