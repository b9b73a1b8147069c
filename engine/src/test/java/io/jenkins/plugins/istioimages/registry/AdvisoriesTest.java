package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients of registries, and was published as an advisory, does not go wrong here. */
class AdvisoriesTest {
    private static final String PASSWORD = "hunter2-hunter2";

    private final FakeRegistry registry = new FakeRegistry().basic("bob", PASSWORD);
    private final TinyServer stranger = new TinyServer(registry::unguarded);
    private final Repository repository = registry.repository("istio/pilot");
    private final RegistryStore store = new RegistryStore(RegistryOptions.defaults()
            .withRetry(RegistryStoreTest.QUICK)
            .withCredentials(CredentialSource.of(registry.host(), "bob", PASSWORD)));

    @AfterEach
    void stop() {
        store.close();
        assertThat(stranger.calls())
                .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
        stranger.close();
        registry.close();
    }

    /** oras-go CVE-2026-48978. */
    @ParameterizedTest
    @ValueSource(
            strings = {"http://auth.example.invalid/token", "http://10.0.0.5/token", "https://u:p@auth.example.invalid/"
            })
    void a_bearer_realm_in_the_clear_on_another_host_gets_no_credentials(String realm) {
        registry.fault(call -> true, 99, Reply.of(401).header("WWW-Authenticate", "Bearer realm=\"" + realm + "\""));
        assertThatThrownBy(() -> store.tags(repository))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("wants us to fetch a token from '" + realm);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void authorization_is_not_kept_on_a_redirect_to_another_origin(int status) throws Exception {
        byte[] content = RegistryStoreTest.random(1000);
        registry.blob("istio/pilot", content);
        store.tags(repository);
        registry.fault(call -> call.is("GET", "/blobs/"), 1, (call, proceed) -> Reply.of(status)
                .header("Location", stranger.address() + call.target()));
        assertThat(store.openBlob(repository, Descriptor.of(MediaTypes.OCI_LAYER, content))
                        .readAllBytes())
                .isEqualTo(content);
        assertThat(stranger.calls()).hasSize(1);
    }

    @Test
    void an_upload_location_on_another_host_gets_no_credentials() {
        store.tags(repository);
        registry.fault(call -> call.is("POST", "/blobs/uploads/"), 1, (call, proceed) -> proceed.answer()
                .movedTo(stranger.address()));
        assertThat(store.pushBlob(repository, RegistryStoreTest.blob(1000))).isEqualTo(BlobOutcome.UPLOADED);
        assertThat(stranger.calls()).extracting(Call::method).containsExactly("PUT");
    }

    /** CVE-2026-50163. */
    @Test
    void a_hard_link_in_an_archive_does_not_lead_out_of_it(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        byte[] layer = Files.readAllBytes(secret);
        for (String target : List.of(secret.toString(), "../secret", "/etc/hostname")) {
            Path archive = new TestArchive()
                    .hardlink("layer.tar", target)
                    .file("config.json", TestArchive.config("amd64", layer))
                    .file("manifest.json", "[" + TestArchive.image("config.json", "[\"a:1\"]", "layer.tar") + "]")
                    .write(directory.resolve("image.tar"));
            assertThatThrownBy(() -> ArchiveSource.open(archive))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("layer.tar");
        }
    }

    /** regclient CVE-2026-49349. */
    @Test
    void urls_of_foreign_layers_are_not_fetched_at_all() {
        registry.contents().checksReferences = false;
        Descriptor config = Descriptor.of(MediaTypes.OCI_CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
        registry.blob("istio/pilot", "{}".getBytes(StandardCharsets.UTF_8));
        ManifestContent image = ManifestContent.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"" + config.mediaType() + "\",\"digest\":\""
                                + config.digest() + "\",\"size\":2},\"layers\":[{\"mediaType\":\""
                                + MediaTypes.DOCKER_FOREIGN_LAYER + "\",\"digest\":\""
                                + Digest.sha256("foreign")
                                + "\",\"size\":7,\"urls\":[\"" + stranger.address() + "/layer\"]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        store.tag(repository.tag("1"), image);
        new ImageCopier(store, store, CopyOptions.everything())
                .copy(repository.tag("1"), registry.repository("copy").tag("1"));
        assertThat(store.manifest(registry.repository("copy").tag("1")).bytes()).isEqualTo(image.bytes());
        assertThat(stranger.calls()).isEmpty();
    }

    @Test
    void a_manifest_is_not_read_beyond_its_limit() {
        registry.fault(
                call -> call.is("GET", "/manifests/"),
                9,
                Reply.of(200).header("Content-Type", MediaTypes.OCI_MANIFEST).sharedBody(new byte[16 << 20]));
        assertThatThrownBy(() -> store.manifest(repository.tag("1")))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("is larger than 4194304 bytes");
    }

    @Test
    void a_blob_is_not_read_beyond_the_size_of_its_descriptor() {
        byte[] content = RegistryStoreTest.random(100);
        registry.blob("istio/pilot", content);
        registry.fault(call -> call.is("GET", "/blobs/"), 9, Reply.of(200).sharedBody(new byte[16 << 20]));
        assertThatThrownBy(() -> store.openBlob(repository, Descriptor.of(MediaTypes.OCI_LAYER, content))
                        .readNBytes(200))
                .isInstanceOf(DigestMismatchException.class);
    }

    @Test
    void a_mount_that_other_credentials_would_allow_becomes_an_upload() {
        BlobSource blob = RegistryStoreTest.blob(1000);
        store.pushBlob(registry.repository("others/image"), blob);
        registry.fault(call -> call.parameter("mount").isPresent(), 9, Reply.error(403, "DENIED", "not yours to read"));
        assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
    }

    @Test
    void a_blob_that_is_said_to_exist_and_does_not_never_ends_up_under_a_tag() {
        TestImages.Image image = TestImages.image("lie");
        try (FakeRegistry source = new FakeRegistry()) {
            Repository from = source.repository("a");
            store.pushBlob(from, image.config());
            store.pushBlob(from, image.layer());
            store.tag(from.tag("1"), image.manifest());
            registry.fault(call -> call.is("HEAD", "/blobs/"), 99, Reply.of(200));
            new ImageCopier(store, store, CopyOptions.everything()).copy(from.tag("1"), repository.tag("1"));
        }
        assertThat(registry.contents().repository("istio/pilot").blobs().keySet())
                .containsExactlyInAnyOrder(
                        image.config().descriptor().digest(),
                        image.layer().descriptor().digest());
    }

    @Test
    void an_index_that_leads_back_to_itself_or_ever_deeper_ends() {
        for (String fault : List.of(Faults.CYCLE, Faults.NEST)) {
            try (FaultWorld world = new FaultWorld()) {
                FaultOperations.prepare(world.registry(), world.store(), world.repository());
                Faults.all().get(fault).accept(world);
                assertThatThrownBy(() -> FaultOperations.all().get("copy").run(world.store(), world.repository()))
                        .isInstanceOf(StoreException.class);
                assertThat(world.registry().calls()).hasSizeLessThan(40);
            } catch (Exception e) {
                throw new AssertionError(fault, e);
            }
        }
    }

    @Test
    void pages_without_end_end_soon() {
        store.tags(repository);
        registry.forgetCalls();
        registry.fault(call -> call.is("GET", "/tags/"), 99_999, (call, proceed) -> Reply.of(200)
                .header("Link", "<" + call.path() + "?last=" + System.nanoTime() + ">; rel=\"next\"")
                .body("{\"tags\":[\"same\"]}"));
        assertThatThrownBy(() -> store.tags(repository))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("have no end");
        assertThat(registry.calls()).hasSizeLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer realm=\"R\",service=\"test-registry\",scope=\"repository:istio/pilot:pull\"",
                "Bearer scope=\"repository:istio/pilot:pull\" ,  service=test-registry,realm=\"R\"",
                "bEARER error=\"invalid_token\", service=\"test-registry\", Realm = \"R\"",
                "Basic realm=\"other\", Bearer service=\"test-registry\",realm=\"R\"",
                "Negotiate, Bearer realm=\"R\", service=\"test\\-registry\""
            })
    void challenge_parameters_come_in_any_legal_order(String challenge) {
        try (TokenServer tokens = new TokenServer("bob", PASSWORD)) {
            registry.bearer(tokens);
            registry.fault(
                    call -> call.header("Authorization").isEmpty(),
                    1,
                    Reply.of(401).header("WWW-Authenticate", challenge.replace("R\"", tokens.realm() + "\"")));
            assertThat(store.tags(repository)).isEmpty();
            assertThat(tokens.calls()).hasSize(1);
            assertThat(Optional.of("test-registry"))
                    .isEqualTo(tokens.calls().get(0).parameter("service"));
        }
    }
}
