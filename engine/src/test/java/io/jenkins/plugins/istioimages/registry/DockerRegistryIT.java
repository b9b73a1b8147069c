package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Debian's docker-registry, over plain HTTP without authentication. */
class DockerRegistryIT {
    private static DockerRegistry registry;
    private static RegistryStore store;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start();
        store = new RegistryStore(RegistryOptions.defaults());
    }

    @AfterAll
    static void stop() {
        store.close();
        registry.close();
    }

    @Test
    void what_was_pushed_comes_back_byte_for_byte() throws Exception {
        Repository repository = registry.repository("mini/pilot");
        TestImage image = TestImage.of("linux/amd64", "one");
        ManifestContent index = image.push(store, repository);
        store.tag(repository.tag("1.0"), index);

        assertThat(store.resolve(repository.tag("1.0"))).contains(index.descriptor());
        ManifestContent read = store.manifest(repository.tag("1.0"));
        assertThat(read.bytes()).isEqualTo(index.bytes());
        assertThat(store.manifest(repository, index.digest()).mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(store.openBlob(repository, image.layer().descriptor()).readAllBytes())
                .isEqualTo(image.layerBytes());
        assertThat(store.tags(repository)).containsExactly("1.0");
    }

    static Set<String> kinds() {
        Set<String> all = new TreeSet<>(ConformanceData.all().keySet());
        all.removeIf(kind -> kind.contains("sha512"));
        return all;
    }

    @Test
    void longer_digests_are_kept_for_blobs_and_refused_for_manifests_with_the_registrys_reason() throws Exception {
        ConformanceData data = ConformanceData.all().get("sha512");
        Repository repository = registry.repository("conformance/long");
        for (Map.Entry<Descriptor, byte[]> blob : data.blobs().entrySet()) {
            store.pushBlob(repository, TestImages.source(blob.getKey(), blob.getValue()));
            assertThat(store.openBlob(repository, blob.getKey()).readAllBytes()).isEqualTo(blob.getValue());
        }
        assertThatThrownBy(() -> store.pushManifest(repository, data.root()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("pushing manifest " + repository + "@sha512:")
                .hasMessageContaining("DIGEST_INVALID");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void all_that_the_conformance_suite_knows_is_kept_byte_for_byte(String kind) throws Exception {
        ConformanceData data = ConformanceData.all().get(kind);
        Repository here = registry.repository("conformance/" + kind.replace(' ', '-'));
        Repository copy = registry.repository("copied/" + kind.replace(' ', '-'));
        data.push(store, here);
        store.tag(here.tag("1"), data.root());
        new ImageCopier(store, store, CopyOptions.everything()).copy(here.tag("1"), copy.tag("1"));
        for (ManifestContent content : data.manifests()) {
            assertThat(store.manifest(here, content.digest()).bytes()).isEqualTo(content.bytes());
        }
        for (Descriptor blob : data.blobs().keySet()) {
            assertThat(store.openBlob(here, blob).readAllBytes())
                    .isEqualTo(data.blobs().get(blob));
        }
        assertThat(store.manifest(copy.tag("1")).bytes()).isEqualTo(data.root().bytes());
        Descriptor subject = data.root().parse().subject().orElse(null);
        if (subject != null) {
            assertThat(store.referrers(copy, subject.digest()))
                    .extracting(Descriptor::digest)
                    .containsExactly(data.root().digest());
            store.delete(copy, data.root().digest());
            assertThat(store.referrers(copy, subject.digest())).isEmpty();
        }
    }

    @Test
    void a_blob_is_sent_once_and_mounted_into_other_repositories() {
        BlobSource blob = BlobSource.ofBytes(MediaTypes.OCI_LAYER_GZIP, "shared".getBytes(StandardCharsets.UTF_8));
        Repository first = registry.repository("mount/first");
        Repository second = registry.repository("mount/second");

        assertThat(store.pushBlob(first, blob)).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(store.pushBlob(first, blob)).isEqualTo(BlobOutcome.EXISTED);
        assertThat(store.pushBlob(second, blob)).isEqualTo(BlobOutcome.MOUNTED);
        assertThat(store.hasBlob(second, blob.descriptor().digest())).isTrue();
        try (RegistryStore other = new RegistryStore(RegistryOptions.defaults())) {
            assertThat(other.pushBlob(first, blob)).isEqualTo(BlobOutcome.EXISTED);
            assertThat(other.pushBlob(
                            registry.repository("mount/third"), BlobSource.ofStore(other, first, blob.descriptor())))
                    .isEqualTo(BlobOutcome.MOUNTED);
        }
    }

    @Test
    void what_is_not_there_is_not_found() {
        Repository repository = registry.repository("nothing/here");
        Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, "x".getBytes(StandardCharsets.UTF_8));
        assertThat(store.resolve(repository.tag("none"))).isEmpty();
        assertThat(store.hasBlob(repository, blob.digest())).isFalse();
        assertThat(store.tags(repository)).isEmpty();
        assertThat(store.referrers(repository, blob.digest())).isEmpty();
        assertThatThrownBy(() -> store.manifest(repository.tag("none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining(repository + ":none does not exist");
        assertThatThrownBy(() -> store.openBlob(repository, blob))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("pulling blob " + blob.digest() + " from " + repository)
                .hasMessageContaining("404 Not Found");
    }

    @Test
    void an_empty_blob_and_pieces_arrive_whole() throws Exception {
        Repository repository = registry.repository("pieces/here");
        byte[] large = new byte[3_000_001];
        new java.util.Random(1).nextBytes(large);
        try (RegistryStore inPieces =
                new RegistryStore(RegistryOptions.defaults().withChunkSize(1_000_000))) {
            for (byte[] content : List.of(new byte[0], new byte[] {7}, large)) {
                BlobSource blob = BlobSource.ofBytes(MediaTypes.OCI_LAYER, content);
                assertThat(inPieces.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
                assertThat(store.openBlob(repository, blob.descriptor()).readAllBytes())
                        .isEqualTo(content);
            }
        }
    }

    @Test
    void a_manifest_without_its_blobs_is_refused_with_what_is_missing() {
        Repository repository = registry.repository("incomplete/image");
        TestImage image = TestImage.of("linux/amd64", "incomplete");
        assertThatThrownBy(() -> store.pushManifest(repository, image.manifest()))
                .isInstanceOfSatisfying(BlobsMissingException.class, e -> assertThat(e.missing())
                        .contains(image.layer().descriptor().digest()))
                .hasMessageContaining("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void what_is_attached_is_listed_through_the_tag() {
        Repository repository = registry.repository("attached/here");
        TestImage image = TestImage.of("linux/amd64", "subject");
        ManifestContent index = image.push(store, repository);
        BlobSource empty = BlobSource.ofBytes(MediaTypes.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        store.pushBlob(repository, empty);
        for (String kind : List.of("sbom", "provenance")) {
            TreeMap<String, String> annotations = new TreeMap<>();
            annotations.put("kind", kind);
            ManifestContent attachment = new ImageManifest(
                            MediaTypes.OCI_MANIFEST,
                            Optional.of("application/x-" + kind),
                            empty.descriptor(),
                            List.of(empty.descriptor()),
                            Optional.of(index.descriptor()),
                            annotations)
                    .content();
            store.pushManifest(repository, attachment);
            store.pushManifest(repository, attachment);
        }

        assertThat(store.referrers(repository, index.digest()))
                .extracting(d -> d.artifactType().orElse(""))
                .containsExactlyInAnyOrder("application/x-sbom", "application/x-provenance");
        assertThat(store.tags(repository))
                .containsExactly("sha256-" + index.digest().hex());
    }

    @Test
    void a_tag_goes_and_what_it_pointed_to_stays() {
        Repository repository = registry.repository("untag/here");
        ManifestContent index = TestImage.of("linux/amd64", "untag").push(store, repository);
        store.tag(repository.tag("gone"), index);
        store.tag(repository.tag("stays"), index);

        store.untag(repository.tag("gone"));
        store.untag(repository.tag("gone"));

        assertThat(store.resolve(repository.tag("gone"))).isEmpty();
        assertThat(store.resolve(repository.tag("stays"))).contains(index.descriptor());
        store.delete(repository, index.digest());
        assertThat(store.resolve(repository.tag("stays"))).isEmpty();
    }

    @Test
    void passwords_are_asked_for_and_given() {
        try (DockerRegistry closed =
                DockerRegistry.configure().htpasswd("bob", "s3cret-word").start()) {
            Repository repository = closed.repository("closed/image");
            RegistryOptions right = RegistryOptions.defaults()
                    .withCredentials(CredentialSource.of(closed.host(), "bob", "s3cret-word"));
            try (RegistryStore allowed = new RegistryStore(right)) {
                ManifestContent index = TestImage.of("linux/arm64", "closed").push(allowed, repository);
                allowed.tag(repository.tag("1"), index);
                assertThat(allowed.resolve(repository.tag("1"))).contains(index.descriptor());
            }
            RegistryOptions wrong =
                    RegistryOptions.defaults().withCredentials(CredentialSource.of(closed.host(), "bob", "wr0ng-word"));
            try (RegistryStore refused = new RegistryStore(wrong)) {
                assertThatThrownBy(() -> refused.resolve(repository.tag("1")))
                        .isInstanceOf(AccessDeniedException.class)
                        .hasMessageContaining("resolving " + repository + ":1: 401 Unauthorized")
                        .hasMessageContaining("user 'bob'")
                        .hasMessageNotContaining("wr0ng-word");
            }
            assertThatThrownBy(() -> store.resolve(repository.tag("1")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("nobody (no credentials for " + closed.host());
        }
    }

    /** A small image for one platform, and an index around it. */
    @SuppressWarnings("ArrayRecordComponent")
    record TestImage(BlobSource config, BlobSource layer, byte[] layerBytes, Platform platform) {
        static TestImage of(String platform, String content) {
            byte[] bytes = ("layer of " + content).getBytes(StandardCharsets.UTF_8);
            Platform parsed = Platform.parse(platform);
            String json = "{\"architecture\":\"" + parsed.architecture() + "\",\"os\":\"" + parsed.os()
                    + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + Digest.sha256(bytes) + "\"]}}";
            return new TestImage(
                    BlobSource.ofBytes(MediaTypes.OCI_CONFIG, json.getBytes(StandardCharsets.UTF_8)),
                    BlobSource.ofBytes(MediaTypes.OCI_LAYER, bytes),
                    bytes,
                    parsed);
        }

        ManifestContent manifest() {
            return ImageManifest.of(MediaTypes.OCI_MANIFEST, config.descriptor(), List.of(layer.descriptor()))
                    .content();
        }

        ManifestContent push(RegistryStore store, Repository repository) {
            store.pushBlob(repository, config);
            store.pushBlob(repository, layer);
            Descriptor child = store.pushManifest(repository, manifest()).withPlatform(platform);
            ManifestContent index =
                    ImageIndex.of(MediaTypes.OCI_INDEX, List.of(child)).content();
            store.pushManifest(repository, index);
            return index;
        }
    }
}
