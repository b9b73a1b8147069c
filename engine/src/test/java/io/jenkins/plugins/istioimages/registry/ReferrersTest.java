package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.Workers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is attached to an image, on registries that keep the list and on those that do not. */
class ReferrersTest {
    private static final ManifestContent SUBJECT = TestImages.image("subject").manifest();

    private final FakeRegistry registry = new FakeRegistry();
    private final RegistryStore store = new RegistryStore(RegistryOptions.defaults());
    private final Repository repository = registry.repository("istio/pilot");

    @BeforeEach
    void takeAnything() {
        registry.contents().checksReferences = false;
        registry.contents().listsReferrers = false;
    }

    @AfterEach
    void stop() {
        store.close();
        registry.close();
    }

    @Test
    void two_clients_that_write_the_list_at_once_lose_nothing() throws Exception {
        CountDownLatch secondHasWritten = new CountDownLatch(1);
        CountDownLatch firstHasWritten = new CountDownLatch(1);
        registry.fault(call -> call.is("PUT", "/manifests/sha256-"), 1, (call, proceed) -> {
            call.body();
            await(secondHasWritten);
            Reply reply = proceed.answer();
            firstHasWritten.countDown();
            return reply;
        });
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (RegistryStore first = store(() -> {});
                RegistryStore second = store(() -> {
                    secondHasWritten.countDown();
                    await(firstHasWritten);
                })) {
            Future<?> one = pool.submit(() -> first.pushManifest(repository, attachment("one")));
            while (registry.calls("PUT", "/manifests/sha256-").stream()
                    .noneMatch(call -> call.path().contains(SUBJECT.digest().hex()))) {
                Thread.sleep(5);
            }
            second.pushManifest(repository, attachment("two"));
            one.get();
        }
        pool.shutdown();
        assertThat(listed())
                .containsExactlyInAnyOrder(
                        attachment("one").digest(), attachment("two").digest());
    }

    private static RegistryStore store(Runnable inPauses) {
        return new RegistryStore(RegistryOptions.defaults(), Clock.systemUTC(), new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration pause) {
                inPauses.run();
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void threads_of_one_client_take_turns_at_the_list() {
        try (Workers workers = new Workers("attach", 6)) {
            workers.forEach(
                    IntStream.range(0, 18).boxed().toList(),
                    i -> store.pushManifest(repository, attachment("number " + i)));
        }
        assertThat(listed()).hasSize(18);
    }

    @Test
    void what_is_deleted_is_taken_out_of_the_list_and_the_others_stay() {
        store.pushManifest(repository, attachment("stays"));
        store.pushManifest(repository, attachment("goes"));
        store.delete(repository, attachment("goes").digest());
        assertThat(listed()).containsExactly(attachment("stays").digest());
        store.delete(repository, attachment("goes").digest());
        store.delete(repository, attachment("stays").digest());
        assertThat(listed()).isEmpty();
    }

    @Test
    void where_the_registry_keeps_the_list_no_tag_is_written() {
        registry.contents().listsReferrers = true;
        store.pushManifest(repository, attachment("one"));
        store.delete(repository, attachment("one").digest());
        store.pushManifest(repository, attachment("two"));
        assertThat(listed()).containsExactly(attachment("two").digest());
        assertThat(store.tags(repository)).isEmpty();
    }

    @Test
    void entries_of_others_keep_fields_we_do_not_know() {
        Reference tag = ReferrersTag.name(repository, SUBJECT.digest());
        String theirs = "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\"" + Digest.sha256("theirs")
                + "\",\"size\":6,\"org.example.field\":[1]}";
        ManifestContent index = ManifestContent.of(
                MediaTypes.OCI_INDEX,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[" + theirs + "]}")
                        .getBytes(StandardCharsets.UTF_8));
        store.tag(tag, index);
        store.pushManifest(repository, attachment("ours"));
        store.delete(repository, attachment("ours").digest());
        assertThat(new String(store.manifest(tag).bytes(), StandardCharsets.UTF_8))
                .contains("org.example.field");
        assertThat(listed()).containsExactly(Digest.sha256("theirs"));
    }

    @Test
    void a_registry_that_does_not_know_one_repository_may_keep_lists_of_others() {
        registry.contents().listsReferrers = true;
        store.pushManifest(repository, attachment("one"));
        registry.fault(
                call -> call.is("GET", "/referrers/"), 1, Reply.error(404, "NAME_UNKNOWN", "no such repository"));
        assertThat(store.referrers(registry.repository("other"), SUBJECT.digest()))
                .isEmpty();
        assertThat(listed()).containsExactly(attachment("one").digest());
    }

    @Test
    void a_registry_without_lists_is_asked_once() {
        listed();
        listed();
        store.referrers(registry.repository("other"), SUBJECT.digest());
        assertThat(registry.calls("GET", "/referrers/")).hasSize(1);
    }

    @Test
    void a_writer_that_always_comes_in_between_is_told_in_the_end() {
        Reference tag = ReferrersTag.name(repository, SUBJECT.digest());
        registry.fault(
                call -> call.is("GET", "/manifests/sha256-"),
                999,
                Reply.error(404, "MANIFEST_UNKNOWN", "somebody removed it"));
        assertThatThrownBy(() -> store.pushManifest(repository, attachment("one")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("attaching " + attachment("one").digest())
                .hasMessageContaining("others write " + tag);
    }

    private List<Digest> listed() {
        return store.referrers(repository, SUBJECT.digest()).stream()
                .map(Descriptor::digest)
                .toList();
    }

    private static ManifestContent attachment(String kind) {
        Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        TreeMap<String, String> annotations = new TreeMap<>();
        annotations.put("kind", kind);
        return new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of("application/x-test"),
                        config,
                        List.of(config),
                        Optional.of(SUBJECT.descriptor()),
                        annotations)
                .content();
    }
}
