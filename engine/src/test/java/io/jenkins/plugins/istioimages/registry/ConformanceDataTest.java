package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of content that the conformance suite knows is pushed, pulled and copied byte for byte. */
class ConformanceDataTest {
    private final FakeRegistry first = new FakeRegistry();
    private final FakeRegistry second = new FakeRegistry();
    private final RegistryStore store = new RegistryStore(RegistryOptions.defaults());
    private final Repository here = first.repository("conformance/here");
    private final Repository there = second.repository("conformance/there");

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        store.close();
        first.close();
        second.close();
    }

    static Set<String> kinds() {
        return ConformanceData.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void is_pushed_and_pulled_byte_for_byte(String kind) throws Exception {
        ConformanceData data = ConformanceData.all().get(kind);
        data.push(store, here);
        store.tag(here.tag("1"), data.root());
        assertHeld(data, store, here);
        assertThat(store.manifest(here.tag("1")).bytes()).isEqualTo(data.root().bytes());
        data.manifests().forEach(content -> assertRaw(first, here, content.digest(), content.bytes()));
        first.contents().listsReferrers = false;
        data.push(store, first.repository("conformance/fallback"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void is_copied_from_registry_to_registry_byte_for_byte(String kind) throws Exception {
        ConformanceData data = ConformanceData.all().get(kind);
        data.push(store, here);
        new ImageCopier(store, store, CopyOptions.everything()).copy(name(here, data), name(there, data));
        assertCopied(data, store, there);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void survives_the_way_through_a_layout(String kind) throws Exception {
        ConformanceData data = ConformanceData.all().get(kind);
        data.push(store, here);
        try (OciLayout layout = OciLayout.create(directory)) {
            Repository between = Repository.parse("layout.example/between");
            new ImageCopier(store, layout, CopyOptions.everything()).copy(name(here, data), name(between, data));
            assertCopied(data, layout, between);
            new ImageCopier(layout, store, CopyOptions.everything()).copy(name(between, data), name(there, data));
        }
        assertCopied(data, store, there);
    }

    /** Registries know tags by their own choice of digest, so what has a longer one is copied by it. */
    private static Reference name(Repository repository, ConformanceData data) {
        return repository.digest(data.root().digest());
    }

    /** A subject does not come with what is attached to it. */
    private static void assertCopied(ConformanceData data, ImageStore store, Repository repository) throws IOException {
        ManifestContent root = data.root();
        assertThat(store.resolve(name(repository, data))).contains(root.descriptor());
        assertThat(store.manifest(repository, root.digest()).bytes()).isEqualTo(root.bytes());
        assertThat(store.manifest(repository, root.digest()).mediaType()).isEqualTo(root.mediaType());
        if (root.parse().subject().isEmpty()) {
            assertHeld(data, store, repository);
        }
    }

    private static void assertHeld(ConformanceData data, ImageStore store, Repository repository) throws IOException {
        for (ManifestContent content : data.manifests()) {
            ManifestContent read = store.manifest(repository, content.digest());
            assertThat(read.bytes()).isEqualTo(content.bytes());
            assertThat(read.mediaType()).isEqualTo(content.mediaType());
            assertThat(store.resolve(repository.digest(content.digest()))).contains(content.descriptor());
            Descriptor subject = content.parse().subject().orElse(null);
            if (subject != null) {
                assertThat(store.referrers(repository, subject.digest()))
                        .extracting(Descriptor::digest)
                        .contains(content.digest());
            }
        }
        for (Descriptor blob : data.blobs().keySet()) {
            assertThat(store.hasBlob(repository, blob.digest())).isTrue();
            try (InputStream in = store.openBlob(repository, blob)) {
                assertThat(in.readAllBytes()).isEqualTo(data.blobs().get(blob));
            }
        }
    }

    private static void assertRaw(FakeRegistry registry, Repository repository, Digest digest, byte[] bytes) {
        assertThat(registry.contents()
                        .repository(repository.path())
                        .manifests()
                        .get(digest)
                        .bytes())
                .isEqualTo(bytes);
    }
}
