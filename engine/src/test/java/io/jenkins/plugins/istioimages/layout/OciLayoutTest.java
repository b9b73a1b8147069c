package io.jenkins.plugins.istioimages.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {
    private static final Repository PILOT = Repository.parse("ghcr.io/resf/istio/pilot");
    private static final Repository PROXY = Repository.parse("ghcr.io/resf/istio/proxyv2");

    @TempDir
    Path temp;

    private final TestImages images = new TestImages(1);
    private OciLayout layout;

    @BeforeEach
    void create() {
        layout = OciLayout.create(temp.resolve("layout"));
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void a_new_layout_has_the_marker_and_an_empty_index() throws IOException {
        assertThat(layout.root().resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(layout.root().resolve("index.json"))
                .hasContent("{\"manifests\":[],\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                        + "\"schemaVersion\":2}");
        assertThat(layout.entries()).isEmpty();
        assertThat(layout.tags(PILOT)).isEmpty();
    }

    @Test
    void a_tag_is_an_entry_named_by_the_full_reference() {
        ManifestContent index = images.tagged(layout, PILOT.tag("1.14.5"));

        assertThat(layout.entries()).hasSize(1);
        assertThat(layout.entries().get(0).refName()).contains("ghcr.io/resf/istio/pilot:1.14.5");
        assertThat(layout.resolve(PILOT.tag("1.14.5"))).contains(index.descriptor());
        assertThat(layout.manifest(PILOT.tag("1.14.5")).bytes()).isEqualTo(index.bytes());
        TestImages.assertComplete(layout, PILOT.tag("1.14.5"));
    }

    @Test
    void an_untagged_manifest_is_found_by_digest_and_not_in_the_index() {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_ARM64);

        assertThat(layout.resolve(PILOT.digest(image.digest()))).contains(image.descriptor());
        assertThat(layout.entries()).isEmpty();
    }

    @Test
    void the_media_type_of_either_family_comes_back() {
        ManifestContent docker = images.docker().tagged(layout, PILOT.tag("docker"));

        assertThat(layout.manifest(PILOT, docker.digest()).mediaType()).isEqualTo(MediaTypes.DOCKER_INDEX);
        assertThat(layout.resolve(PILOT.tag("docker"))).contains(docker.descriptor());
    }

    @Test
    void an_oci_manifest_that_does_not_say_its_type_is_still_known_by_its_fields() {
        Descriptor config = push(BlobSource.ofBytes(MediaTypes.OCI_CONFIG, "{}".getBytes(StandardCharsets.UTF_8)));
        String json = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"" + config.mediaType() + "\",\"digest\":\""
                + config.digest() + "\",\"size\":2},\"layers\":[]}";
        layout.pushManifest(PILOT, ManifestContent.of(MediaTypes.OCI_MANIFEST, json.getBytes(StandardCharsets.UTF_8)));

        assertThat(layout.resolve(PILOT.digest(Digest.sha256(json))))
                .map(Descriptor::mediaType)
                .contains(MediaTypes.OCI_MANIFEST);
    }

    @Test
    void a_blob_that_is_no_manifest_does_not_resolve() {
        Descriptor blob = push(images.blob(500));
        Descriptor json =
                push(BlobSource.ofBytes(MediaTypes.OCI_CONFIG, "{\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(layout.resolve(PILOT.digest(blob.digest()))).isEmpty();
        assertThat(layout.resolve(PILOT.digest(json.digest()))).isEmpty();
    }

    @Test
    void a_blob_is_written_once_and_shared_by_all_repositories() {
        BlobSource blob = images.blob(5000);

        assertThat(layout.pushBlob(PILOT, blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(layout.pushBlob(PILOT, blob)).isEqualTo(BlobOutcome.EXISTED);
        assertThat(layout.pushBlob(PROXY, blob)).isEqualTo(BlobOutcome.EXISTED);
        assertThat(layout.hasBlob(PROXY, blob.descriptor().digest())).isTrue();
        assertThat(TestImages.read(layout, PROXY, blob.descriptor())).hasSize(5000);
    }

    @Test
    void sha512_blobs_have_their_own_directory() {
        byte[] content = images.bytes(300);
        Digest digest = Digest.of(DigestAlgorithm.SHA512, content);
        Descriptor descriptor = Descriptor.of("application/octet-stream", digest, 300);
        layout.pushBlob(PILOT, source(descriptor, content));

        assertThat(layout.root().resolve("blobs/sha512").resolve(digest.hex())).hasBinaryContent(content);
        assertThat(TestImages.read(layout, PILOT, descriptor)).isEqualTo(content);
    }

    @Test
    void bytes_that_are_not_what_the_descriptor_says_never_become_a_blob() throws IOException {
        Descriptor said = images.blob(100).descriptor();

        assertThatThrownBy(() -> layout.pushBlob(PILOT, source(said, images.bytes(100))))
                .isInstanceOf(DigestMismatchException.class)
                .hasMessageContaining(said.digest().toString());
        assertThatThrownBy(() -> layout.pushBlob(PILOT, source(said, images.bytes(99))))
                .isInstanceOf(DigestMismatchException.class);
        assertThatThrownBy(() -> layout.pushBlob(PILOT, source(said, images.bytes(101))))
                .isInstanceOf(DigestMismatchException.class);
        assertThat(layout.hasBlob(PILOT, said.digest())).isFalse();
        assertThat(halfWritten()).isEmpty();
    }

    @Test
    void a_file_of_the_wrong_size_is_replaced_by_the_next_push() throws IOException {
        BlobSource blob = images.blob(1000);
        layout.pushBlob(PILOT, blob);
        Files.write(file(blob.descriptor()), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> TestImages.read(layout, PILOT, blob.descriptor()))
                .isInstanceOf(DigestMismatchException.class);
        assertThat(layout.pushBlob(PILOT, blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(TestImages.read(layout, PILOT, blob.descriptor())).hasSize(1000);
    }

    @Test
    void a_damaged_blob_of_the_right_size_is_found_when_read() throws IOException {
        BlobSource blob = images.blob(1000);
        layout.pushBlob(PILOT, blob);
        Files.write(file(blob.descriptor()), images.bytes(1000));

        assertThatThrownBy(() -> TestImages.read(layout, PILOT, blob.descriptor()))
                .isInstanceOf(DigestMismatchException.class)
                .hasMessageContaining(blob.descriptor().digest().hex());
    }

    @Test
    void a_damaged_manifest_is_reported_and_replaced_by_the_next_push() throws IOException {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        byte[] damaged = image.bytes();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file(image.descriptor()), damaged);

        assertThatThrownBy(() -> layout.manifest(PILOT, image.digest())).isInstanceOf(StoreException.class);
        layout.pushManifest(PILOT, image);
        assertThat(layout.manifest(PILOT, image.digest()).bytes()).isEqualTo(image.bytes());
    }

    @Test
    void a_manifest_whose_parts_are_missing_is_refused() {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        try (OciLayout other = OciLayout.create(temp.resolve("other"))) {
            assertThatThrownBy(() -> other.pushManifest(PILOT, image))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("push it first");
            assertThatThrownBy(() -> other.tag(PILOT.tag("x"), image)).isInstanceOf(NotFoundException.class);
            assertThat(other.entries()).isEmpty();
        }
    }

    @Test
    void a_manifest_over_the_limit_is_refused() {
        byte[] huge = new byte[ManifestContent.MAX_SIZE + 1];
        assertThatThrownBy(() -> layout.pushManifest(PILOT, ManifestContent.of(MediaTypes.OCI_MANIFEST, huge)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("4194304");
    }

    @Test
    void tags_are_listed_by_repository_and_sorted() {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        for (String tag : List.of("b", "a", "1.0", "a-debug")) {
            layout.tag(PILOT.tag(tag), image);
        }
        layout.tag(PROXY.tag("z"), image);

        assertThat(layout.tags(PILOT)).containsExactly("1.0", "a", "a-debug", "b");
        assertThat(layout.tags(PROXY)).containsExactly("z");
        assertThat(layout.entries().stream().map(e -> e.refName().orElseThrow()))
                .isSorted();
    }

    @Test
    void a_tag_moves_and_goes() {
        ManifestContent first = images.image(layout, PILOT, Platform.LINUX_AMD64);
        ManifestContent second = images.image(layout, PILOT, Platform.LINUX_AMD64);
        layout.tag(PILOT.tag("t"), first);
        layout.tag(PILOT.tag("t"), second);
        assertThat(layout.resolve(PILOT.tag("t"))).contains(second.descriptor());
        assertThat(layout.entries()).hasSize(1);

        layout.untag(PILOT.tag("t"));
        layout.untag(PILOT.tag("t"));
        assertThat(layout.resolve(PILOT.tag("t"))).isEmpty();
        assertThat(layout.resolve(PILOT.digest(second.digest()))).isPresent();
    }

    @Test
    void the_index_does_not_depend_on_the_order_of_writing() throws IOException {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        layout.tag(PILOT.tag("a"), image);
        layout.tag(PILOT.tag("b"), image);
        byte[] before = index();
        layout.untag(PILOT.tag("a"));
        layout.tag(PILOT.tag("a"), image);

        assertThat(index()).isEqualTo(before);
    }

    @Test
    void tagging_again_what_is_so_already_writes_nothing() throws IOException {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        layout.tag(PILOT.tag("a"), image);
        Object before = Files.readAttributes(layout.root().resolve("index.json"), "unix:ino");
        layout.tag(PILOT.tag("a"), image);

        assertThat(Files.readAttributes(layout.root().resolve("index.json"), "unix:ino"))
                .isEqualTo(before);
    }

    @Test
    void referrers_are_found_by_subject_and_repository() {
        Descriptor subject = images.tagged(layout, PILOT.tag("1")).descriptor();
        ManifestContent sbom = images.referrer(layout, PILOT, subject, "application/spdx+json");
        ManifestContent signature = images.referrer(layout, PILOT, subject, "application/x-signature");
        images.referrer(layout, PROXY, subject, "application/elsewhere");
        layout.pushManifest(PILOT, sbom);

        List<Descriptor> found = layout.referrers(PILOT, subject.digest());
        assertThat(found).extracting(Descriptor::digest).containsExactlyInAnyOrder(sbom.digest(), signature.digest());
        assertThat(found)
                .extracting(d -> d.artifactType().orElseThrow())
                .containsExactlyInAnyOrder("application/spdx+json", "application/x-signature");
        assertThat(found).allSatisfy(d -> assertThat(d.annotations()).containsOnlyKeys("made.by"));
        assertThat(layout.referrers(PILOT, sbom.digest())).isEmpty();
    }

    @Test
    void referrers_show_neither_as_tags_nor_as_entries() {
        Descriptor subject = images.tagged(layout, PILOT.tag("1")).descriptor();
        images.referrer(layout, PILOT, subject, "application/spdx+json");

        assertThat(layout.tags(PILOT)).containsExactly("1");
        assertThat(layout.entries()).hasSize(1);
        assertThat(layout.entry("").refName()).contains(PILOT.tag("1").toString());
    }

    @Test
    void a_referrer_that_another_tool_put_in_the_index_is_found() throws IOException {
        Descriptor subject = images.tagged(layout, PILOT.tag("1")).descriptor();
        ManifestContent sbom = images.referrer(layout, PILOT, subject, "application/spdx+json");
        String bare = "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + sbom.mediaType() + "\",\"digest\":\""
                + sbom.digest() + "\",\"size\":" + sbom.size() + "}]}";
        Files.writeString(layout.root().resolve("index.json"), bare);

        assertThat(layout.referrers(PROXY, subject.digest()))
                .extracting(Descriptor::digest)
                .containsExactly(sbom.digest());
    }

    @Test
    void unknown_fields_and_foreign_entries_of_the_index_are_kept() throws IOException {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        String foreign = "{\"schemaVersion\":2,\"x-tool\":{\"b\":1,\"a\":[2.50]},\"manifests\":["
                + "{\"mediaType\":\"m\",\"digest\":\"" + image.digest() + "\",\"size\":7,\"x\":\"kept\","
                + "\"annotations\":{\"org.opencontainers.image.ref.name\":\"v1\"}},"
                + "{\"digest\":\"blake3:00\"},\"odd\"]}";
        Files.writeString(layout.root().resolve("index.json"), foreign);
        layout.tag(PILOT.tag("a"), image);

        assertThat(new String(index(), StandardCharsets.UTF_8))
                .contains(
                        "\"x-tool\":{\"a\":[2.50],\"b\":1}", "\"x\":\"kept\"", "{\"digest\":\"blake3:00\"}", "\"odd\"");
        assertThat(layout.entries()).hasSize(2);
    }

    @Test
    void an_entry_is_found_by_bare_tag_by_any_spelling_and_alone() throws IOException {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        writeIndex(entry(image, "1.14.5", null));
        assertThat(layout.entry("1.14.5").descriptor().digest()).isEqualTo(image.digest());
        assertThat(layout.entry("").reference().digest()).contains(image.digest());
        TestImages.assertComplete(layout, layout.entry("").reference());

        writeIndex(entry(image, "istio/pilot:1", null), entry(image, "latest", "docker.io/library/app:latest"));
        assertThat(layout.entry("docker.io/istio/pilot:1").refName()).contains("istio/pilot:1");
        assertThat(layout.resolve(Reference.parse("istio/pilot:1"))).contains(image.descriptor());
        assertThat(layout.resolve(Reference.parse("app"))).contains(image.descriptor());
        assertThat(layout.entry("latest").reference()).isEqualTo(Reference.parse("app:latest"));
        assertThat(layout.tags(Repository.parse("app"))).containsExactly("latest");
    }

    @Test
    void an_entry_that_is_not_there_or_not_alone_is_an_error_that_helps() throws IOException {
        assertThatThrownBy(() -> layout.entry(""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no image");
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        layout.tag(PILOT.tag("1.14.5"), image);
        assertThatThrownBy(() -> layout.entry("ghcr.io/resf/istio/pilott:1.14.5"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean 'ghcr.io/resf/istio/pilot:1.14.5'?");
        layout.tag(PILOT.tag("2"), image);
        assertThat(layout.entry("").descriptor().digest()).isEqualTo(image.digest());
        layout.tag(PILOT.tag("2"), images.image(layout, PILOT, Platform.LINUX_AMD64));
        assertThatThrownBy(() -> layout.entry(""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 images");
    }

    @Test
    void a_reference_with_a_tag_and_a_digest_resolves_by_the_digest() {
        ManifestContent image = images.image(layout, PILOT, Platform.LINUX_AMD64);
        assertThat(layout.resolve(Reference.parse(PILOT + ":gone@" + image.digest())))
                .contains(image.descriptor());
        layout.tag(Reference.parse(PILOT + ":here@" + image.digest()), image);
        assertThat(layout.tags(PILOT)).containsExactly("here");
        assertThatThrownBy(() -> layout.tag(PILOT.digest(image.digest()), image))
                .isInstanceOf(InputException.class);
    }

    @Test
    void opening_what_is_no_layout_is_an_input_error() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("empty"));
        assertThatThrownBy(() -> OciLayout.open(directory))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("oci-layout");
        assertThatThrownBy(() -> OciLayout.open(temp.resolve("none"))).isInstanceOf(InputException.class);
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0\"}");
        assertThatThrownBy(() -> OciLayout.open(directory))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'2.0'");
    }

    @Test
    void a_directory_with_other_things_is_not_made_a_layout() throws IOException {
        Path home = Files.createDirectory(temp.resolve("home"));
        Files.writeString(home.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> OciLayout.create(home))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("letter.txt");
        assertThatThrownBy(() -> OciLayout.create(home.resolve("letter.txt"))).isInstanceOf(InputException.class);
    }

    @Test
    void a_layout_whose_making_was_cut_is_completed() throws IOException {
        Path cut = temp.resolve("cut");
        Files.createDirectories(cut.resolve("blobs/sha256"));
        Files.createDirectories(cut.resolve(".istio-images/ingest/1-1-dead"));
        try (OciLayout made = OciLayout.create(cut)) {
            images.tagged(made, PILOT.tag("1"));
        }
        try (OciLayout read = OciLayout.open(cut)) {
            TestImages.assertComplete(read, PILOT.tag("1"));
        }
    }

    @Test
    void what_dead_writers_left_is_removed_and_what_live_ones_have_stays() throws IOException {
        Path ingest = layout.root().resolve(".istio-images/ingest");
        layout.pushBlob(PILOT, images.blob(10));
        Path dead = Files.createDirectories(ingest.resolve("1-1-dead"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("7"), "half");
        try (OciLayout second = OciLayout.create(layout.root())) {
            second.pushBlob(PILOT, images.blob(20));
            assertThat(dead).doesNotExist();
            assertThat(ingest.toFile().list()).hasSize(2);
        }
        assertThat(ingest.toFile().list()).hasSize(1);
        layout.close();
        assertThat(ingest.toFile().list()).isEmpty();
    }

    @Test
    void a_reader_creates_nothing() throws IOException {
        images.tagged(layout, PILOT.tag("1"));
        layout.close();
        Files.delete(layout.root().resolve(".istio-images/lock"));
        Files.delete(layout.root().resolve(".istio-images/ingest"));
        Files.delete(layout.root().resolve(".istio-images"));
        try (OciLayout reader = OciLayout.open(layout.root())) {
            TestImages.assertComplete(reader, PILOT.tag("1"));
            assertThat(reader.referrers(
                            PILOT, reader.resolve(PILOT.tag("1")).orElseThrow().digest()))
                    .isEmpty();
        }
        assertThat(layout.root().resolve(".istio-images")).doesNotExist();
    }

    @Test
    void an_interrupt_cancels_and_stays_set() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> layout.pushBlob(PILOT, images.blob(10))).isInstanceOf(CancelledException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(layout.pushBlob(PILOT, images.blob(10))).isEqualTo(BlobOutcome.UPLOADED);
    }

    private Descriptor push(BlobSource blob) {
        layout.pushBlob(PILOT, blob);
        return blob.descriptor();
    }

    private Path file(Descriptor blob) {
        return layout.root().resolve("blobs/sha256").resolve(blob.digest().hex());
    }

    private byte[] index() throws IOException {
        return Files.readAllBytes(layout.root().resolve("index.json"));
    }

    private void writeIndex(String... entries) throws IOException {
        Files.writeString(
                layout.root().resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}");
    }

    private static String entry(ManifestContent content, String refName, String containerdName) {
        return "{\"mediaType\":\"" + content.mediaType() + "\",\"digest\":\"" + content.digest() + "\",\"size\":"
                + content.size() + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + refName + "\""
                + (containerdName == null ? "" : ",\"io.containerd.image.name\":\"" + containerdName + "\"") + "}}";
    }

    private List<Path> halfWritten() throws IOException {
        try (Stream<Path> files = Files.walk(layout.root().resolve(".istio-images/ingest"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    private static BlobSource source(Descriptor descriptor, byte[] content) {
        return new BlobSource() {
            @Override
            public Descriptor descriptor() {
                return descriptor;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public Optional<Path> file() {
                return Optional.empty();
            }
        };
    }
}
