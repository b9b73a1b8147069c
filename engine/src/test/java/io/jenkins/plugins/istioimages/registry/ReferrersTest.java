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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    void many_clients_that_attach_at_once_lose_nothing() throws Exception {
        int clients = 4;
        int each = 5;
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        List<Future<?>> all = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int own = client;
            all.add(pool.submit(() -> {
                try (RegistryStore other = new RegistryStore(RegistryOptions.defaults())) {
                    IntStream.range(0, each).forEach(i -> other.pushManifest(repository, attachment(own + "-" + i)));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        assertThat(listed()).hasSize(clients * each);
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
