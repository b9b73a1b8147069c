package io.jenkins.plugins.istioimages.publish.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.sign.TestKeys;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.RetryPolicy;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Contents;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.Reply.Trouble;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A publish of images for two platforms to a registry that lists referrers itself, whose connections all break from the nth
 * request on, for every n; and somebody who looks all the time. CutEverywhereIT has one that does not list them.
 */
class CutPublishTest {
    private static final int SOMETIMES = 10;
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final InMemoryStore staging = new InMemoryStore();
    private final TestRelease release =
            new TestRelease(staging, Repository.parse("staging.example/mini"), 4).plain("pilot");
    private final Seal seal = new KeySeal(TestKeys.ecdsa(), List.of());
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    @Test
    void the_next_run_completes_it_and_no_tag_ever_leads_to_what_is_not_there() {
        String whole = whole();
        int n = 1;
        while (publishCutAt(n, whole)) {
            n++;
        }
        assertThat(n).isGreaterThan(60);
        assertThat(broken).isEmpty();
    }

    @Test
    void the_watcher_sees_what_is_broken() {
        try (FakeRegistry registry = registry()) {
            run(registry, Mode.PUBLISH);
            Contents.Repo repo = registry.contents().repository("istio/pilot");
            Digest platform =
                    release.root("pilot", "debug").parse().references().get(1).digest();
            repo.tags().remove("sha256-" + platform.hex() + ".sig");
            watch(registry.contents());
            assertThat(broken).isNotEmpty();
            broken.clear();
            repo.manifests().remove(platform);
            watch(registry.contents());
            assertThat(broken).isNotEmpty();
        }
    }

    private String whole() {
        try (FakeRegistry registry = registry()) {
            assertThat(run(registry, Mode.PUBLISH).status()).isEqualTo(Status.DONE);
            assertThat(registry.contents().summary()).contains(" tag latest ", " tag 1.14.5-debug ", ".sig");
            return visible(registry);
        }
    }

    /** @return whether it was cut */
    private boolean publishCutAt(int n, String whole) {
        try (FakeRegistry registry = registry()) {
            AtomicInteger count = new AtomicInteger();
            registry.fault(call -> count.incrementAndGet() >= n, Integer.MAX_VALUE, Reply.broken(Trouble.RESET));
            watched(registry);
            Receipt cut = run(registry, Mode.PUBLISH);
            boolean wasCut = count.get() >= n;
            assertThat(cut.complete()).as("cut at %s: %s", n, cut.problem()).isEqualTo(!wasCut);
            registry.clearFaults();
            watched(registry);
            Receipt next = run(registry, Mode.PUBLISH);
            assertThat(next.complete())
                    .as("after a cut at %s: %s", n, next.problem())
                    .isTrue();
            assertThat(visible(registry)).as("after a cut at %s", n).isEqualTo(whole);
            if (n % SOMETIMES != 0) {
                return wasCut;
            }
            registry.forgetCalls();
            assertThat(run(registry, Mode.PUBLISH).status()).isEqualTo(Status.UNCHANGED);
            assertThat(registry.calls()).extracting(Call::method).containsOnly("GET", "HEAD");
            return wasCut;
        }
    }

    /** Every write is looked at when it is done. */
    private void watched(FakeRegistry registry) {
        registry.fault(call -> call.method().equals("PUT"), Integer.MAX_VALUE, (call, proceed) -> {
            Reply answer = proceed.answer();
            watch(registry.contents());
            return answer;
        });
    }

    private static FakeRegistry registry() {
        FakeRegistry registry = new FakeRegistry();
        registry.contents().listsReferrers = true;
        return registry;
    }

    private Receipt run(FakeRegistry registry, Mode mode) {
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults().withRetry(ONCE))) {
            HubTarget target = new HubTarget(
                    release.tagged(new HubTags(List.of(), List.of("latest"))),
                    store,
                    Hub.parse(registry.host() + "/istio"),
                    seal,
                    TransferListener.NONE);
            return new Publication(mode, false, receipt -> {})
                    .run(List.of(target))
                    .get(0);
        }
    }

    /** What users pull: names and what they lead to, without what an image under a cosign tag was before. */
    private static String visible(FakeRegistry registry) {
        StringBuilder text = new StringBuilder();
        registry.contents()
                .summary()
                .lines()
                .filter(line -> line.contains(" tag "))
                .forEach(line -> text.append(line.replaceAll("^(\\S+ tag sha256-\\S+) .*", "$1"))
                        .append('\n'));
        return text.toString();
    }

    private void watch(Contents contents) {
        Contents.Repo repo = contents.repository("istio/pilot");
        Map<String, Digest> tags = Map.copyOf(repo.tags());
        tags.forEach((tag, digest) -> {
            if (!tag.startsWith("sha256-")) {
                watch(repo, digest, tag);
            }
        });
    }

    private void watch(Contents.Repo repo, Digest digest, String tag) {
        Contents.Stored stored = repo.manifests().get(digest);
        if (stored == null) {
            broken.add(tag + " leads to " + digest + ", which is not there");
            return;
        }
        if (!repo.tags().containsKey("sha256-" + digest.hex() + ".sig")) {
            broken.add(tag + " leads to " + digest + ", which is not signed");
        }
        ManifestContent content = ManifestContent.of(stored.mediaType(), stored.bytes());
        for (Descriptor reference : content.parse().references()) {
            if (content.isIndex()) {
                watch(repo, reference.digest(), tag);
            } else if (!repo.blobs().containsKey(reference.digest())) {
                broken.add(tag + " leads to " + reference.digest() + ", which is not there");
            }
        }
    }
}
