package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that says it has blobs which it has not. */
class LostBlobTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final Repository hub = registry.repository("istio");
    private final TestImages random = new TestImages(3);

    @TempDir
    private Path temp;

    @BeforeEach
    void save() throws IOException {
        Files.createDirectory(temp.resolve("archives"));
        byte[] shared = TestImages.tar("base", random.bytes(50_000));
        for (String name : List.of("pilot", "proxyv2")) {
            byte[] own = TestImages.tar("own", random.bytes(20_000));
            new TestArchive()
                    .file("0/layer.tar", shared)
                    .file("1/layer.tar", own)
                    .file("config.json", TestArchive.config("amd64", shared, own))
                    .file(
                            "manifest.json",
                            "["
                                    + TestArchive.image(
                                            "config.json", "[\"istio/" + name + ":1\"]", "0/layer.tar", "1/layer.tar")
                                    + "]")
                    .write(temp.resolve("archives").resolve(name + ".tar"));
        }
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_sent_them_all_the_same(boolean publishedBefore) {
        publish();
        String whole = registry.contents().summary();
        for (String name : List.of("pilot", "proxyv2")) {
            registry.contents().repository("istio/" + name).blobs().clear();
            registry.contents().repository("istio/" + name).manifests().clear();
            registry.contents().repository("istio/" + name).tags().clear();
        }
        registry.fault(call -> call.is("HEAD", "/blobs/"), Integer.MAX_VALUE, Reply.of(200));
        publish(publishedBefore ? "cache" : "other");
        assertThat(registry.contents().summary()).isEqualTo(whole);
    }

    @Test
    void and_refuses_the_manifest_for_ever_is_an_error_and_tags_nothing() {
        registry.fault(
                call -> call.is("PUT", "/manifests/"),
                Integer.MAX_VALUE,
                Reply.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry"));
        assertThatThrownBy(this::publish)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("MANIFEST_BLOB_UNKNOWN");
        assertThat(registry.contents().summary()).doesNotContain(" tag ");
    }

    private void publish() {
        publish("cache");
    }

    private void publish(String cache) {
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            new ArchivePublisher(store, Compressors.jdkGzip(), temp.resolve(cache))
                    .publish(PublishRequest.of(temp.resolve("archives"), List.of(hub), List.of()));
        }
    }
}
