package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.Workers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that is there already costs one question for each thing, and a new one few more. */
class RequestCountTest {
    private static final int IMAGES = 5;
    private static final int LAYERS = 4;
    private static final CopyOptions PLAIN = CopyOptions.everything().withConcurrency(8);

    private final FakeRegistry registry = new FakeRegistry();
    private final TokenServer tokens = new TokenServer("bob", "hunter2-hunter2");
    private final Set<Digest> blobs = new HashSet<>();
    private int manifests;

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        registry.close();
        tokens.close();
    }

    @Test
    void a_warm_copy_asks_once_for_each_blob_manifest_and_tag() {
        try (OciLayout layout = release()) {
            copyAll(layout);
            registry.forgetCalls();
            copyAll(layout);
        }
        assertThat(registry.calls()).extracting(Call::method).containsOnly("HEAD");
        assertThat(registry.calls()).hasSize(IMAGES * (LAYERS + 2) + manifests + IMAGES);
        assertThat(registry.calls()).extracting(Call::target).doesNotHaveDuplicates();
    }

    @Test
    void within_one_repository_a_blob_is_asked_for_once_whoever_shares_it() {
        Repository one = registry.repository("istio/all");
        try (OciLayout layout = release()) {
            for (int round = 0; round < 2; round++) {
                registry.forgetCalls();
                try (RegistryStore store = store()) {
                    ImageCopier copier = new ImageCopier(layout, store, PLAIN);
                    IntStream.range(0, IMAGES).forEach(i -> copier.copy(image(i).tag("1"), one.tag("v" + i)));
                }
            }
        }
        assertThat(registry.calls()).hasSizeLessThanOrEqualTo(blobs.size() + manifests + IMAGES + 2);
        assertThat(registry.calls()).extracting(Call::method).containsOnly("HEAD");
    }

    @Test
    void authentication_costs_one_refused_request_however_many_begin_at_once() {
        registry.basic("bob", "hunter2-hunter2");
        try (OciLayout layout = release()) {
            copyAll(layout);
            registry.forgetCalls();
            copyAll(layout);
        }
        assertThat(registry.calls()).hasSize(IMAGES * (LAYERS + 2) + manifests + IMAGES + 1);
        assertThat(registry.calls())
                .filteredOn(call -> call.header("Authorization").isEmpty())
                .hasSize(1);
    }

    @Test
    void tokens_cost_one_request_for_each_repository() {
        registry.bearer(tokens);
        try (OciLayout layout = release();
                RegistryStore store = store();
                Workers workers = new Workers("test", 8)) {
            ImageCopier copier = new ImageCopier(layout, store, PLAIN);
            workers.forEach(
                    IntStream.range(0, IMAGES).boxed().toList(),
                    i -> copier.copy(image(i).tag("1"), target(i).tag("1")));
        }
        assertThat(registry.calls())
                .filteredOn(call -> call.header("Authorization").isEmpty())
                .hasSize(1);
        // One to push, and one more where a mount needs to read elsewhere.
        assertThat(tokens.calls()).hasSizeLessThanOrEqualTo(IMAGES * 3);
    }

    @Test
    void connections_are_used_again() {
        try (OciLayout layout = release()) {
            copyAll(layout);
        }
        int requests = registry.calls().size();
        // The question whether it speaks TLS has one of its own.
        assertThat(registry.connections()).isLessThanOrEqualTo(16 + 1);
        assertThat(requests).isGreaterThan(5 * registry.connections());
    }

    private void copyAll(OciLayout layout) {
        try (RegistryStore store = store()) {
            ImageCopier copier = new ImageCopier(layout, store, PLAIN);
            IntStream.range(0, IMAGES)
                    .forEach(i -> copier.copy(image(i).tag("1"), target(i).tag("1")));
        }
    }

    private Repository target(int image) {
        return registry.repository("istio/image-" + image);
    }

    private static Repository image(int image) {
        return Repository.parse("release.example/image-" + image);
    }

    private RegistryStore store() {
        return new RegistryStore(RegistryOptions.defaults()
                .withCredentials(CredentialSource.of(registry.host(), "bob", "hunter2-hunter2")));
    }

    /** Images for two platforms that share their base layers. */
    private OciLayout release() {
        OciLayout layout = OciLayout.create(directory);
        for (int i = 0; i < IMAGES; i++) {
            List<Descriptor> children = new ArrayList<>();
            for (String platform : List.of("amd64", "arm64")) {
                children.add(child(layout, image(i), platform + i));
            }
            ManifestContent index =
                    ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
            layout.pushManifest(image(i), index);
            layout.tag(image(i).tag("1"), index);
            manifests++;
        }
        return layout;
    }

    /** Of {@link #LAYERS} layers of an image, all but one for each platform are shared by all images. */
    private Descriptor child(OciLayout layout, Repository repository, String name) {
        List<Descriptor> layers = new ArrayList<>();
        for (int l = 0; l < LAYERS - 1; l++) {
            layers.add(blob(layout, repository, MediaTypes.OCI_LAYER, l < LAYERS - 2 ? "base " + l : "own " + name));
        }
        Descriptor config = blob(layout, repository, MediaTypes.OCI_CONFIG, "{\"name\":\"" + name + "\"}");
        manifests++;
        return layout.pushManifest(
                repository,
                ImageManifest.of(MediaTypes.OCI_MANIFEST, config, layers).content());
    }

    private Descriptor blob(OciLayout layout, Repository repository, String mediaType, String content) {
        BlobSource blob = BlobSource.ofBytes(mediaType, content.getBytes(StandardCharsets.UTF_8));
        layout.pushBlob(repository, blob);
        blobs.add(blob.descriptor().digest());
        return blob.descriptor();
    }
}
