package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistryIT.TestImage;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registries behind nginx, which speaks HTTP/2: the usual transfers, and what goes wrong behind it. */
class Http2IT {
    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    private final List<String> notices = new ArrayList<>();

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(directory);
    }

    @Test
    void images_come_and_go_over_one_connection_and_large_bodies_over_another() throws Exception {
        try (DockerRegistry registry = DockerRegistry.start();
                Nginx nginx = Nginx.before(registry.host(), certificates, "0");
                RegistryStore store = store(nginx)) {
            Repository repository = nginx.repository("h2/image");
            TestImage image = TestImage.of("linux/arm64", "h2");
            ManifestContent index = image.push(store, repository);
            store.tag(repository.tag("1"), index);
            BlobSource large = RegistryStoreTest.blob(8_000_000);
            assertThat(store.pushBlob(repository, large)).isEqualTo(BlobOutcome.UPLOADED);
            assertThat(store.pushBlob(nginx.repository("h2/other"), large)).isEqualTo(BlobOutcome.MOUNTED);
            assertThat(store.manifest(repository.tag("1")).bytes()).isEqualTo(index.bytes());
            assertThat(store.openBlob(repository, large.descriptor()).readAllBytes())
                    .isEqualTo(large.open().readAllBytes());
            assertThat(store.tags(repository)).containsExactly("1");
            List<String> requests = nginx.requests().stream()
                    .filter(line -> line.contains("HTTP/2.0"))
                    .toList();
            assertThat(requests).hasSizeGreaterThan(12);
            assertThat(requests)
                    .extracting(line -> line.substring(0, line.indexOf(' ')))
                    .containsOnly(requests.get(0).substring(0, requests.get(0).indexOf(' ')));
            assertThat(nginx.requests())
                    .filteredOn(line -> line.contains("HTTP/1.1") && !line.contains("HEAD 400"))
                    .extracting(line -> line.substring(line.indexOf(' ') + 1))
                    .containsExactly("HTTP/1.1 PUT 201");
        }
    }

    @Test
    void many_uploads_at_once_share_the_connection() {
        try (FakeRegistry registry = new FakeRegistry();
                Nginx nginx = Nginx.before(registry.host(), certificates, "0");
                RegistryStore store = store(nginx);
                Workers workers = new Workers("h2", 12)) {
            List<Integer> sizes =
                    IntStream.range(0, 40).map(i -> 100_000 + i).boxed().toList();
            workers.forEach(sizes, size -> store.pushBlob(nginx.repository("h2/many"), RegistryStoreTest.blob(size)));
            assertThat(registry.contents().repository("h2/many").blobs()).hasSize(40);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Reply.Trouble.class,
            names = {"RESET", "TRUNCATED", "RESET_IN_BODY", "SLOW"})
    void what_breaks_behind_the_proxy_is_made_good(Reply.Trouble trouble) throws Exception {
        byte[] content = RegistryStoreTest.random(400_000);
        try (FakeRegistry registry = new FakeRegistry();
                Nginx nginx = Nginx.before(registry.host(), certificates, "0");
                RegistryStore store = store(nginx)) {
            registry.blob("h2/broken", content);
            registry.fault(call -> call.is("GET", "/blobs/"), 2, (call, proceed) -> proceed.answer()
                    .trouble(trouble));
            Descriptor descriptor = Descriptor.of(MediaTypes.OCI_LAYER, content);
            assertThat(store.openBlob(nginx.repository("h2/broken"), descriptor).readAllBytes())
                    .isEqualTo(content);
            BlobSource blob = RegistryStoreTest.blob(3_000_000);
            registry.fault(call -> call.is("PUT", "/blobs/uploads/"), 1, Reply.broken(Reply.Trouble.RESET));
            assertThat(store.pushBlob(nginx.repository("h2/broken"), blob)).isEqualTo(BlobOutcome.UPLOADED);
        }
    }

    @Test
    void an_answer_before_the_end_of_the_upload_is_heard() {
        try (FakeRegistry registry = new FakeRegistry();
                Nginx nginx = Nginx.before(registry.host(), certificates, "0");
                RegistryStore store = store(nginx)) {
            registry.fault(
                    call -> call.is("PUT", "/blobs/uploads/"),
                    99,
                    Reply.error(403, "DENIED", "this repository is closed").trouble(Reply.Trouble.EARLY));
            assertThatThrownBy(() -> store.pushBlob(nginx.repository("h2/closed"), RegistryStoreTest.blob(1_000_000)))
                    .hasMessageContaining(nginx.host() + "/h2/closed");
        }
    }

    @Test
    void a_blob_that_is_too_large_for_the_proxy_goes_in_pieces() throws Exception {
        BlobSource blob = RegistryStoreTest.blob(3_000_000);
        try (DockerRegistry registry = DockerRegistry.start();
                Nginx nginx = Nginx.before(registry.host(), certificates, "1m");
                RegistryStore store = store(nginx)) {
            Repository repository = nginx.repository("h2/large");
            assertThat(store.pushBlob(repository, blob)).isEqualTo(BlobOutcome.UPLOADED);
            assertThat(store.openBlob(repository, blob.descriptor()).readAllBytes())
                    .isEqualTo(blob.open().readAllBytes());
            assertThat(nginx.requests())
                    .anyMatch(line -> line.endsWith("PUT 413"))
                    .filteredOn(line -> line.endsWith("PATCH 202"))
                    .hasSize(4);
        }
    }

    @Test
    void too_many_requests_are_asked_less_often() {
        try (FakeRegistry registry = new FakeRegistry();
                Nginx nginx = Nginx.before(registry.host(), certificates, "0");
                RegistryStore store = store(nginx)) {
            registry.fault(call -> true, 3, Reply.of(429).header("Retry-After", "0"));
            assertThat(store.pushBlob(nginx.repository("h2/busy"), RegistryStoreTest.blob(1000)))
                    .isEqualTo(BlobOutcome.UPLOADED);
            assertThat(notices).hasSize(3).allMatch(notice -> notice.contains("429 Too Many Requests"));
            assertThat(registry.calls()).extracting(Call::method).contains("HEAD", "POST", "PUT");
        }
    }

    private RegistryStore store(Nginx nginx) {
        return new RegistryStore(RegistryOptions.defaults()
                .withListener(new Notices(notices))
                .withRetry(RegistryStoreTest.QUICK)
                .withTls(nginx.host(), TlsMaterial.trusting(certificates.authority())));
    }
}
