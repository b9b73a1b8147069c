package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the registry in memory, which can do and say what docker-registry cannot. */
class RegistryStoreTest {
    static final RetryPolicy QUICK =
            new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(3));

    private final FakeRegistry registry = new FakeRegistry();
    private final List<String> notices = new ArrayList<>();
    private final RegistryOptions options =
            RegistryOptions.defaults().withRetry(QUICK).withListener(new Notices(notices));
    private final RegistryStore store = new RegistryStore(options);
    private final Repository repository = registry.repository("istio/pilot");

    @AfterEach
    void stop() {
        store.close();
        registry.close();
    }

    @Test
    void a_cold_blob_costs_three_requests_and_a_known_one_none() {
        BlobSource blob = blob(1000);
        assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(registry.calls()).extracting(Call::method).containsExactly("HEAD", "POST", "PUT");
        registry.forgetCalls();
        assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.EXISTED);
        assertThat(registry.calls()).isEmpty();
        assertThat(store.pushBlob(registry.repository("istio/proxyv2"), blob)).isEqualTo(BlobOutcome.MOUNTED);
        assertThat(registry.calls()).extracting(Call::method).containsExactly("POST");
    }

    @Test
    void many_threads_send_a_blob_once_and_mount_it_elsewhere() throws Exception {
        BlobSource blob = blob(300_000);
        ExecutorService pool = Executors.newFixedThreadPool(12);
        List<Future<BlobOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Repository target = registry.repository("istio/image-" + i % 8);
            all.add(pool.submit(() -> store.pushBlob(target, blob)));
        }
        List<BlobOutcome> outcomes = new ArrayList<>();
        for (Future<BlobOutcome> one : all) {
            outcomes.add(one.get());
        }
        pool.shutdown();
        assertThat(outcomes).containsOnlyOnce(BlobOutcome.UPLOADED);
        assertThat(outcomes).filteredOn(BlobOutcome.MOUNTED::equals).hasSize(7);
        assertThat(registry.calls("PUT", "/blobs/uploads/")).hasSize(1);
    }

    /** docker-registry 2.8.2, while another client stores the same blob. */
    @Test
    void blobs_that_are_unknown_for_a_moment_are_waited_for() {
        ManifestContent content = withoutItsConfig();
        registry.contents().checksReferences = false;
        registry.fault(
                call -> call.is("PUT", "/manifests/"),
                2,
                Reply.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry"));
        store.pushManifest(repository, content);
        assertThat(registry.calls("PUT", "/manifests/")).hasSize(3);
        assertThat(store.manifest(repository, content.digest()).bytes()).isEqualTo(content.bytes());
    }

    @Test
    void blobs_that_stay_unknown_are_named() {
        ManifestContent content = withoutItsConfig();
        assertThatThrownBy(() -> store.pushManifest(repository, content))
                .isInstanceOf(BlobsMissingException.class)
                .hasMessageContaining(Digest.sha256("{}").toString());
        assertThat(registry.calls("PUT", "/manifests/")).hasSize(3);
    }

    private static ManifestContent withoutItsConfig() {
        Descriptor config = Descriptor.of(MediaTypes.OCI_CONFIG, Digest.sha256("{}"), 2);
        return ImageManifest.of(MediaTypes.OCI_MANIFEST, config, List.of()).content();
    }

    @Test
    void where_mounting_is_refused_the_open_session_is_used() {
        registry.contents().mounts = false;
        BlobSource blob = blob(10);
        store.pushBlob(repository, blob);
        registry.forgetCalls();
        assertThat(store.pushBlob(registry.repository("other"), blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(registry.calls()).extracting(Call::method).containsExactly("POST", "PUT");
    }

    @Test
    void where_mounting_is_an_error_the_blob_is_sent() {
        BlobSource blob = blob(10);
        store.pushBlob(repository, blob);
        for (int status : new int[] {400, 401, 403, 404, 405}) {
            registry.clearFaults();
            registry.fault(call -> call.parameter("mount").isPresent(), 9, Reply.error(status, "DENIED", "no"));
            assertThat(store.pushBlob(registry.repository("other-" + status), blob))
                    .isEqualTo(BlobOutcome.UPLOADED);
        }
    }

    @Test
    void pieces_are_as_large_as_the_registry_wants_them() throws Exception {
        registry.contents().smallestChunk = 40_000;
        BlobSource blob = blob(100_000);
        try (RegistryStore pieces = new RegistryStore(options.withChunkSize(10_000))) {
            pieces.pushBlob(repository, blob);
        }
        assertThat(registry.calls("PATCH", "/blobs/uploads/"))
                .extracting(call -> call.header("Content-Range").orElse("") + " "
                        + call.header("Content-Length").orElse(""))
                .containsExactly("0-39999 40000", "40000-79999 40000", "80000-99999 20000");
        assertThat(store.openBlob(repository, blob.descriptor()).readAllBytes())
                .isEqualTo(blob.open().readAllBytes());
    }

    @Test
    void a_broken_upload_goes_on_where_the_registry_is() {
        BlobSource blob = blob(5_000_000);
        registry.breakInRequest(call -> call.is("PUT", "/blobs/uploads/"), 1);
        assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(registry.calls("PATCH", "/blobs/uploads/"))
                .singleElement()
                .satisfies(call -> assertThat(call.header("Content-Range")).contains("2500000-4999999"));
        assertThat(store.hasBlob(repository, blob.descriptor().digest())).isTrue();
    }

    @Test
    void pieces_are_as_large_as_wanted_also_after_a_mount_that_was_refused() {
        registry.contents().smallestChunk = 40_000;
        registry.contents().mounts = false;
        BlobSource blob = blob(100_000);
        try (RegistryStore pieces = new RegistryStore(options.withChunkSize(10_000))) {
            pieces.pushBlob(repository, blob);
            registry.forgetCalls();
            pieces.pushBlob(registry.repository("other"), blob);
        }
        assertThat(registry.calls()).extracting(Call::method).containsExactly("POST", "PATCH", "PATCH", "PATCH", "PUT");
        assertThat(registry.calls("PATCH", "/blobs/uploads/").get(0).header("Content-Range"))
                .contains("0-39999");
    }

    @Test
    void a_blob_can_be_deleted_and_sent_again() {
        BlobSource blob = blob(10);
        store.pushBlob(repository, blob);
        store.deleteBlob(repository, blob.descriptor().digest());
        store.deleteBlob(repository, blob.descriptor().digest());
        assertThat(store.hasBlob(repository, blob.descriptor().digest())).isFalse();
        assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
    }

    @Test
    void a_registry_that_takes_no_pieces_small_enough_is_told_in_the_end() {
        registry.fault(
                call -> call.is("PUT", "/blobs/uploads/") || call.is("PATCH", "/blobs/uploads/"), 99, Reply.of(413));
        assertThatThrownBy(() -> store.pushBlob(repository, blob(2_000_000)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("413 Content Too Large");
        assertThat(registry.calls("PATCH", "/blobs/uploads/")).hasSize(1);
        assertThat(registry.calls("DELETE", "/blobs/uploads/")).hasSize(2);
    }

    @Test
    void a_piece_at_the_wrong_place_is_put_right() {
        BlobSource blob = blob(100_000);
        registry.fault(call -> call.is("PATCH", "/blobs/uploads/"), 1, (call, proceed) -> {
            proceed.answer();
            return Reply.of(416);
        });
        try (RegistryStore pieces = new RegistryStore(options.withChunkSize(30_000))) {
            assertThat(pieces.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
        }
    }

    @Test
    void a_session_that_is_forgotten_is_begun_again() {
        registry.fault(
                call -> call.is("PUT", "/blobs/uploads/"),
                1,
                Reply.error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown"));
        registry.fault(call -> call.is("GET", "/blobs/uploads/"), 1, Reply.of(404));
        assertThat(store.pushBlob(repository, blob(1000))).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(registry.calls("POST", "/blobs/uploads/")).hasSize(2);
    }

    @Test
    void a_digest_mismatch_is_tried_once_more_and_then_an_error() {
        Reply mismatch = Reply.error(400, "DIGEST_INVALID", "provided digest did not match");
        registry.fault(call -> call.is("PUT", "/blobs/uploads/"), 1, mismatch);
        assertThat(store.pushBlob(repository, blob(1000))).isEqualTo(BlobOutcome.UPLOADED);
        registry.forgetCalls();
        registry.fault(call -> call.is("PUT", "/blobs/uploads/"), 9, mismatch);
        assertThatThrownBy(() -> store.pushBlob(repository, blob(1001))).isInstanceOf(DigestMismatchException.class);
        assertThat(registry.calls("PUT", "/blobs/uploads/")).hasSize(2);
    }

    @Test
    void a_lying_registry_is_not_believed_twice() {
        TestImages.Image image = TestImages.image("lie");
        registry.fault(call -> call.is("HEAD", "/blobs/"), 2, Reply.of(200));
        store.pushBlob(repository, image.config());
        store.pushBlob(repository, image.layer());
        assertThatThrownBy(() -> store.pushManifest(repository, image.manifest()))
                .isInstanceOf(BlobsMissingException.class);
        registry.fault(call -> call.is("HEAD", "/blobs/"), 9, Reply.of(200));
        while (true) {
            try {
                assertThat(store.pushBlob(repository, image.config())).isNotNull();
                assertThat(store.pushBlob(repository, image.layer())).isNotNull();
                store.pushManifest(repository, image.manifest());
                break;
            } catch (BlobsMissingException e) {
                assertThat(e.missing()).isNotEmpty();
            }
        }
        assertThat(store.resolve(repository.digest(image.manifest().digest()))).isPresent();
    }

    @Test
    void a_blob_that_breaks_off_goes_on_with_a_range() throws Exception {
        byte[] content = random(200_000);
        registry.blob("istio/pilot", content);
        registry.fault(call -> call.is("GET", "/blobs/"), 2, (call, proceed) -> proceed.answer()
                .trouble(Reply.Trouble.TRUNCATED));
        Descriptor descriptor = Descriptor.of(MediaTypes.OCI_LAYER, content);
        assertThat(store.openBlob(repository, descriptor).readAllBytes()).isEqualTo(content);
        // How much of what was sent before a break is seen after it is the connection's business.
        List<String> ranges = registry.calls("GET", "/blobs/").stream()
                .map(call -> call.header("Range").orElse(""))
                .toList();
        assertThat(ranges).hasSize(3).startsWith("").element(2).asString().matches("bytes=1[05]0000-199999");
    }

    @Test
    void a_registry_without_ranges_is_read_again_and_skipped() throws Exception {
        byte[] content = random(200_000);
        registry.blob("istio/pilot", content);
        registry.fault(call -> call.is("GET", "/blobs/"), 1, (call, proceed) -> proceed.answer()
                .trouble(Reply.Trouble.RESET_IN_BODY));
        registry.fault(call -> call.is("GET", "/blobs/"), 1, Reply.of(200).body(content));
        Descriptor descriptor = Descriptor.of(MediaTypes.OCI_LAYER, content);
        assertThat(store.openBlob(repository, descriptor).readAllBytes()).isEqualTo(content);
    }

    @Test
    void wrong_bytes_of_a_blob_are_found() {
        byte[] content = random(1000);
        registry.blob("istio/pilot", content);
        byte[] wrong = content.clone();
        wrong[10]++;
        registry.fault(call -> call.is("GET", "/blobs/"), 1, Reply.of(200).body(wrong));
        assertThatThrownBy(() -> store.openBlob(repository, Descriptor.of(MediaTypes.OCI_LAYER, content))
                        .readAllBytes())
                .isInstanceOf(DigestMismatchException.class);
    }

    @Test
    void all_kinds_of_manifests_come_and_go_unchanged() {
        registry.contents().checksReferences = false;
        Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        ManifestContent noLayers =
                ImageManifest.of(MediaTypes.OCI_MANIFEST, config, List.of()).content();
        ManifestContent inner = ImageIndex.of(MediaTypes.OCI_INDEX, List.of(noLayers.descriptor()))
                .content();
        ManifestContent nested =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(inner.descriptor())).content();
        ManifestContent custom = ManifestContent.of(
                MediaTypes.OCI_MANIFEST,
                ("{ \"schemaVersion\": 2, \"org.example.custom\": [1, 2],\n \"config\": {\"mediaType\":\"a/b\",\"digest\":\""
                                + config.digest() + "\",\"size\":2,\"custom\":true}, \"layers\": [] }")
                        .getBytes(StandardCharsets.UTF_8));
        Descriptor missing = Descriptor.of(MediaTypes.OCI_MANIFEST, random(5));
        ManifestContent missingSubject = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.empty(),
                        config,
                        List.of(),
                        Optional.of(missing),
                        new TreeMap<>())
                .content();
        for (ManifestContent content : List.of(noLayers, inner, nested, custom, missingSubject)) {
            Descriptor pushed = store.pushManifest(repository, content);
            assertThat(store.manifest(repository, pushed.digest()).bytes()).isEqualTo(content.bytes());
        }
        assertThat(store.referrers(repository, missing.digest()))
                .extracting(Descriptor::digest)
                .containsExactly(missingSubject.digest());
    }

    @Test
    void sha512_content_is_pushed_and_read() throws Exception {
        byte[] content = random(1000);
        Digest digest = Digest.of(DigestAlgorithm.SHA512, content);
        Descriptor descriptor = Descriptor.of(MediaTypes.OCI_LAYER, digest, content.length);
        BlobSource blob = TestImages.source(descriptor, content);
        assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(store.openBlob(repository, descriptor).readAllBytes()).isEqualTo(content);
        byte[] json = ImageManifest.of(MediaTypes.OCI_MANIFEST, descriptor, List.of(descriptor))
                .content()
                .bytes();
        ManifestContent manifest =
                ManifestContent.verified(MediaTypes.OCI_MANIFEST, json, Digest.of(DigestAlgorithm.SHA512, json));
        store.pushManifest(repository, manifest);
        assertThat(store.manifest(repository, manifest.digest()).bytes()).isEqualTo(json);
        store.tag(repository.tag("long"), manifest);
        assertThat(store.resolve(repository.tag("long"))).isPresent();
    }

    @Test
    void an_empty_blob_is_pushed_and_read() throws Exception {
        BlobSource empty = BlobSource.ofBytes(MediaTypes.OCI_LAYER, new byte[0]);
        assertThat(store.pushBlob(repository, empty)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(store.openBlob(repository, empty.descriptor()).readAllBytes())
                .isEmpty();
    }

    @Test
    void pages_of_tags_and_referrers_are_read_to_the_end() {
        registry.contents().pageSize = 3;
        registry.contents().checksReferences = false;
        ManifestContent subject = TestImages.image("paged").manifest();
        store.pushManifest(repository, subject);
        for (int i = 0; i < 10; i++) {
            store.tag(repository.tag("v" + i), subject);
            TreeMap<String, String> annotations = new TreeMap<>();
            annotations.put("number", "" + i);
            Descriptor config = Descriptor.of(MediaTypes.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
            store.pushManifest(
                    repository,
                    new ImageManifest(
                                    MediaTypes.OCI_MANIFEST,
                                    Optional.of("a/b"),
                                    config,
                                    List.of(config),
                                    Optional.of(subject.descriptor()),
                                    annotations)
                            .content());
        }
        assertThat(store.tags(repository)).hasSize(10).isSorted();
        assertThat(store.referrers(repository, subject.digest())).hasSize(10);
        assertThat(registry.calls("GET", "/referrers/")).hasSize(4);
    }

    @Test
    void warnings_are_passed_on_once() {
        registry.fault(
                call -> true, 3, Reply.of(404).header("Warning", "299 - \"this \\\"registry\\\" closes\ttomorrow\""));
        store.resolve(repository.tag("a"));
        store.resolve(repository.tag("b"));
        assertThat(notices).containsExactly(registry.host() + " warns: this \"registry\" closes tomorrow");
    }

    @Test
    void an_answer_to_head_that_says_too_little_is_completed_by_get() {
        TestImages.Image image = TestImages.image("head");
        registry.contents().checksReferences = false;
        store.tag(repository.tag("1"), image.manifest());
        registry.fault(call -> call.method().equals("HEAD"), 1, Reply.of(200));
        assertThat(store.resolve(repository.tag("1"))).contains(image.manifest().descriptor());
        registry.fault(call -> call.method().equals("HEAD"), 1, Reply.of(405));
        assertThat(store.resolve(repository.tag("1"))).contains(image.manifest().descriptor());
    }

    @Test
    void an_error_names_operation_reference_status_and_the_registrys_words() {
        registry.fault(call -> true, 1, Reply.error(400, "NAME_INVALID", "no \\u001b[31mred\\nnames"));
        assertThatThrownBy(() ->
                        store.tag(repository.tag("1"), TestImages.image("x").manifest()))
                .isInstanceOfSatisfying(RegistryException.class, e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.codes()).containsExactly("NAME_INVALID");
                })
                .hasMessage("tagging " + repository + ":1: 400 Bad Request: NAME_INVALID: no [31mred names");
    }

    static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    static BlobSource blob(int size) {
        return BlobSource.ofBytes(MediaTypes.OCI_LAYER_GZIP, random(size));
    }
}
