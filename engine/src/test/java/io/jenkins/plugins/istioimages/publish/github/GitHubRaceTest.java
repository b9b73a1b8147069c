package io.jenkins.plugins.istioimages.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.store.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two who publish one version at once: neither has seen anything of the other when they begin to write. */
class GitHubRaceTest {
    private static final int ROUNDS = 50;

    @TempDir
    Path out;

    @Test
    void bothEndAndThereIsOneReleaseWithEachAssetOnce() {
        try (Workers workers = new Workers("publisher", 2)) {
            for (int round = 1; round <= ROUNDS; round++) {
                try (GitHubWorld world = new GitHubWorld(out)) {
                    CyclicBarrier together = new CyclicBarrier(2);
                    List<Receipt> receipts = workers.map(
                            List.of(world.target(false), world.target(false)),
                            target -> GitHubWorld.run(Mode.PUBLISH, false, new Together(target, together)));
                    assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.complete())
                            .as("%s", receipt)
                            .isTrue());
                    assertThat(world.violations).isEmpty();
                    assertThat(world.istio().releases).hasSize(1);
                    long id = world.istio().releases.keySet().iterator().next();
                    assertThat(world.istio().releases.get(id).path("draft").asBoolean())
                            .isFalse();
                    assertThat(world.downloads(id)).isEqualTo(world.wanted());
                    assertThat(world.istio().commit(GitHubWorld.VERSION)).contains(GitHubWorld.COMMIT);
                }
            }
        }
    }

    /** Writes when the other one has looked, too. */
    private record Together(PublishTarget target, CyclicBarrier barrier) implements PublishTarget {
        @Override
        public TargetName name() {
            return target.name();
        }

        @Override
        public List<Item> look() {
            return target.look();
        }

        @Override
        public void apply(List<Item> changes, Consumer<Item> done) {
            try {
                barrier.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            target.apply(changes, done);
        }
    }
}
