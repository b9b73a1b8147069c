package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ForwardingStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivePublisherTest {
    private static final Repository HUB = Repository.parse("ghcr.io/resf/istio");
    private static final Repository OTHER_HUB = Repository.parse("quay.io/mirror/istio");

    @TempDir
    Path temp;

    private final TestImages random = new TestImages(9);
    private final byte[] base = TestImages.tar("base", random.bytes(600_000));
    private Path archives;
    private OciLayout layout;

    @BeforeEach
    void create() throws IOException {
        archives = Files.createDirectory(temp.resolve("docker"));
        layout = OciLayout.create(temp.resolve("layout"));
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void platforms_of_an_image_become_an_index_and_debug_the_default() {
        save("pilot-debug.tar.gz", "amd64", "istio/pilot:1.14.5-debug", base, layer());
        save("pilot-debug-arm64.tar.gz", "arm64", "istio/pilot:1.14.5-debug-arm64", base, layer());
        save("pilot-distroless.tar.gz", "amd64", "istio/pilot:1.14.5-distroless", base, layer());
        PublishReport report = publish(List.of(), HUB);

        Repository pilot = HUB.resolve("pilot");
        assertThat(layout.tags(pilot)).containsExactly("1.14.5", "1.14.5-debug", "1.14.5-distroless");
        assertThat(layout.resolve(pilot.tag("1.14.5"))).isEqualTo(layout.resolve(pilot.tag("1.14.5-debug")));
        ImageIndex index = (ImageIndex) layout.manifest(pilot.tag("1.14.5")).parse();
        assertThat(index.manifests())
                .extracting(child -> child.platform().orElseThrow())
                .containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThat(layout.manifest(pilot.tag("1.14.5-distroless")).isIndex()).isFalse();
        layout.tags(pilot).forEach(tag -> TestImages.assertComplete(layout, pilot.tag(tag)));
        assertThat(report.layersCompressed())
                .as("three of their own and one shared")
                .isEqualTo(4);
        assertThat(report.published())
                .extracting(PublishReport.Published::reference)
                .containsExactly(pilot.tag("1.14.5"), pilot.tag("1.14.5-debug"), pilot.tag("1.14.5-distroless"));
    }

    @Test
    void tags_and_hubs_multiply_and_each_layer_is_still_compressed_once() {
        save("pilot.tar.gz", "amd64", "istio/pilot:1.14.5", base, layer());
        save("proxyv2.tar", "amd64", "istio/proxyv2:1.14.5", base, layer());
        PublishReport report = publish(List.of("1.14", "daily"), HUB, OTHER_HUB);

        for (Repository hub : List.of(HUB, OTHER_HUB)) {
            for (String name : List.of("pilot", "proxyv2")) {
                assertThat(layout.tags(hub.resolve(name))).containsExactly("1.14", "daily");
            }
        }
        assertThat(report.layersCompressed()).isEqualTo(3);
        assertThat(report.published()).hasSize(8);
    }

    @Test
    void a_second_run_compresses_nothing_reads_no_archive_and_sends_nothing() throws IOException {
        Path file = save("pilot.tar.gz", "amd64", "istio/pilot:1", base, layer());
        Digest first = publish(List.of(), HUB).published().get(0).manifest().digest();
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        PublishReport again = publisher(new ForwardingStore(layout) {
                    @Override
                    public Descriptor pushManifest(Repository repository, ManifestContent content) {
                        sent.add("manifest");
                        return super.pushManifest(repository, content);
                    }

                    @Override
                    public void tag(Reference tagged, ManifestContent content) {
                        sent.add("tag");
                        super.tag(tagged, content);
                    }
                })
                .publish(PublishRequest.of(archives, List.of(HUB), List.of()));

        assertThat(sent).isEmpty();
        assertThat(again.layersCompressed()).isZero();
        assertThat(again.bytesSent()).isZero();
        assertThat(again.published().get(0).written()).isFalse();
        assertThat(again.published().get(0).manifest().digest()).isEqualTo(first);

        // The same content in a file that was written again is read again, and still not compressed.
        Files.write(file, Files.readAllBytes(file));
        assertThat(publish(List.of(), HUB).layersCompressed()).isZero();
    }

    @Test
    void a_changed_layer_is_all_that_is_compressed_and_sent() {
        byte[] top = layer();
        save("pilot.tar.gz", "amd64", "istio/pilot:1", base, top);
        publish(List.of(), HUB);
        byte[] changed = top.clone();
        changed[changed.length - 2000] ^= 1;
        save("pilot.tar.gz", "amd64", "istio/pilot:1", base, changed);
        PublishReport report = publish(List.of(), HUB);

        assertThat(report.layersCompressed()).isEqualTo(1);
        assertThat(report.bytesSent()).isLessThan(base.length / 2);
        TestImages.assertComplete(layout, HUB.resolve("pilot").tag("1"));
    }

    @Test
    void a_layer_that_begins_like_another_and_ends_otherwise_is_told_apart() {
        byte[] other = base.clone();
        other[500_000] ^= 1;
        save("a.tar.gz", "amd64", "istio/a:1", base);
        save("b.tar.gz", "amd64", "istio/b:1", other);
        PublishReport report = publish(List.of(), HUB);

        assertThat(report.layersCompressed()).isEqualTo(2);
        for (String name : List.of("a", "b")) {
            TestImages.assertComplete(layout, HUB.resolve(name).tag("1"));
        }
        assertThat(publish(List.of(), HUB).layersCompressed()).isZero();
    }

    @Test
    void the_cache_is_good_for_another_registry_which_gets_its_layers_from_the_archives() {
        save("pilot.tar.gz", "amd64", "istio/pilot:1", base, layer());
        Digest digest = publish(List.of(), HUB).published().get(0).manifest().digest();
        try (OciLayout other = OciLayout.create(temp.resolve("other"))) {
            PublishReport report = publisher(other).publish(PublishRequest.of(archives, List.of(HUB), List.of()));
            assertThat(report.published().get(0).manifest().digest()).isEqualTo(digest);
            assertThat(report.layersCompressed()).isEqualTo(2);
            TestImages.assertComplete(other, HUB.resolve("pilot").tag("1"));
        }
    }

    @Test
    void a_compressed_archive_is_read_once_for_all_that_a_registry_lacks_of_it() {
        Path file = save("pilot.tar.gz", "amd64", "istio/pilot:1", base, layer(), layer());
        Digest digest = publish(List.of(), HUB).published().get(0).manifest().digest();
        try (OciLayout other = OciLayout.create(temp.resolve("other"))) {
            ForwardingStore gone = new ForwardingStore(other) {
                @Override
                public BlobOutcome pushBlob(Repository repository, BlobSource blob) {
                    assertThat(file.toFile().delete() || !Files.exists(file)).isTrue();
                    return super.pushBlob(repository, blob);
                }
            };
            PublishReport report = publisher(gone).publish(PublishRequest.of(archives, List.of(HUB), List.of()));
            assertThat(report.layersCompressed()).isEqualTo(3);
            assertThat(report.published().get(0).manifest().digest()).isEqualTo(digest);
            TestImages.assertComplete(other, HUB.resolve("pilot").tag("1"));
        }
    }

    @Test
    void a_registry_is_asked_once_for_each_manifest_tag_and_distinct_blob() {
        save("a.tar", "amd64", "istio/a:1", base, layer());
        save("a-arm64.tar", "arm64", "istio/a:1-arm64", base, layer());
        save("b.tar", "amd64", "istio/b:1", base, layer());
        publish(List.of(), HUB);
        List<Object> asked = Collections.synchronizedList(new ArrayList<>());
        publisher(new ForwardingStore(layout) {
                    @Override
                    public Optional<Descriptor> resolve(Reference reference) {
                        asked.add(reference);
                        return super.resolve(reference);
                    }

                    @Override
                    public boolean hasBlob(Repository repository, Digest digest) {
                        asked.add(digest);
                        return super.hasBlob(repository, digest);
                    }
                })
                .publish(PublishRequest.of(archives, List.of(HUB), List.of()));

        assertThat(asked)
                .as("four layers, three configs, three images, two tags, one of which is an index")
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    @Test
    void what_a_registry_has_lost_behind_a_manifest_that_is_there_is_sent_again() throws IOException {
        save("a.tar", "amd64", "istio/a:1", base, layer());
        Digest digest = publish(List.of(), HUB).published().get(0).manifest().digest();
        ImageManifest manifest =
                (ImageManifest) layout.manifest(HUB.resolve("a").tag("1")).parse();
        Digest lost = manifest.layers().get(1).digest();
        Files.delete(temp.resolve("layout/blobs/sha256/" + lost.hex()));
        PublishReport report = publish(List.of(), HUB);

        assertThat(report.layersCompressed()).isEqualTo(1);
        assertThat(report.published().get(0).manifest().digest()).isEqualTo(digest);
        TestImages.assertComplete(layout, HUB.resolve("a").tag("1"));
    }

    @Test
    void the_largest_layer_begins() {
        byte[] large = TestImages.tar("large", random.bytes(900_000));
        save("a.tar", "amd64", "istio/a:1", layer());
        save("b.tar", "amd64", "istio/b:1", base, large);
        List<Digest> read = Collections.synchronizedList(new ArrayList<>());
        PublishListener listener = new PublishListener() {
            @Override
            public void layerRead(Digest diffId, long bytes) {
                read.add(diffId);
            }
        };
        PublishRequest one =
                PublishRequest.of(archives, List.of(HUB), List.of()).withParallel(1);
        new ArchivePublisher(layout, Compressors.jdkGzip(), temp.resolve("cache"), listener).publish(one);
        assertThat(read.stream().distinct()).hasSize(3).startsWith(Digest.sha256(large), Digest.sha256(base));
    }

    @Test
    void layers_that_are_compressed_already_keep_their_bytes() {
        byte[] gzip = TestImages.gzip(base);
        String config = TestArchive.config("amd64", base);
        new TestArchive()
                .file("l.tar.gz", gzip)
                .file("c.json", config)
                .file("manifest.json", "[" + TestArchive.image("c.json", "[\"istio/a:1\"]", "l.tar.gz") + "]")
                .writeGzip(archives.resolve("a.tar.gz"));
        PublishReport report = publish(List.of(), HUB);

        ImageManifest manifest =
                (ImageManifest) layout.manifest(HUB.resolve("a").tag("1")).parse();
        assertThat(manifest.layers()).containsExactly(Descriptor.of(MediaTypes.OCI_LAYER_GZIP, gzip));
        assertThat(report.layersCompressed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stats.tar", "stats.tar.gz"})
    void wasm_plugins_are_gzip_whatever_the_others_are(String file) throws IOException {
        byte[] plugin = TestImages.tar("./plugin.wasm", random.bytes(20_000));
        save(file, "amd64", "istio/stats:1", plugin);
        save("pilot.tar", "amd64", "istio/pilot:1", base);
        ArchivePublisher zstd = new ArchivePublisher(
                layout, Compressors.of(Map.of()).named("zstd"), temp.resolve("cache"), PublishListener.NONE);
        zstd.publish(PublishRequest.of(archives, List.of(HUB), List.of()));

        assertThat(layerTypes("stats")).containsExactly(MediaTypes.OCI_LAYER_GZIP);
        assertThat(layerTypes("pilot")).containsExactly(MediaTypes.OCI_LAYER_ZSTD);
        assertThat(zstd.publish(PublishRequest.of(archives, List.of(HUB), List.of()))
                        .bytesSent())
                .isZero();
    }

    private List<String> layerTypes(String image) {
        ImageManifest manifest =
                (ImageManifest) layout.manifest(HUB.resolve(image).tag("1")).parse();
        return manifest.layers().stream().map(Descriptor::mediaType).toList();
    }

    @Test
    void an_archive_without_tags_is_named_by_its_file_and_needs_a_tag() {
        save("pilot-distroless-arm64.tar.gz", "arm64", null, base);
        assertThatThrownBy(() -> publish(List.of(), HUB))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pilot-distroless-arm64.tar.gz");
        publish(List.of("1.0"), HUB);
        assertThat(layout.tags(HUB.resolve("pilot"))).containsExactly("1.0-distroless");
    }

    @Test
    void archives_that_contradict_each_other_are_refused_and_nothing_is_tagged() {
        save("one.tar.gz", "amd64", "istio/pilot:1", base);
        save("two.tar.gz", "amd64", "istio/pilot:1", layer());
        assertThatThrownBy(() -> publish(List.of(), HUB))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one.tar.gz")
                .hasMessageContaining("two.tar.gz");
        assertThat(layout.entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad.tar", "bad.tar.gz"})
    void a_layer_that_is_not_what_the_config_says_stops_the_publish_before_any_tag(String bad) {
        save("good.tar.gz", "amd64", "istio/good:1", base);
        TestArchive archive = new TestArchive()
                .file("l.tar", layer())
                .file("c.json", TestArchive.config("amd64", layer()))
                .file("manifest.json", "[" + TestArchive.image("c.json", "[\"istio/bad:1\"]", "l.tar") + "]");
        write(archive, bad);
        assertThatThrownBy(() -> publish(List.of(), HUB))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(bad)
                .hasMessageContaining("diff id");
        assertThat(layout.entries()).isEmpty();
    }

    @Test
    void tags_come_after_everything_they_point_to_was_verified() {
        save("a.tar.gz", "amd64", "istio/a:1", base);
        ForwardingStore forgetful = new ForwardingStore(layout) {
            @Override
            public Descriptor pushManifest(Repository repository, ManifestContent content) {
                return content.descriptor();
            }
        };
        assertThatThrownBy(() -> publisher(forgetful).publish(PublishRequest.of(archives, List.of(HUB), List.of())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not give");
        assertThat(layout.entries()).isEmpty();
    }

    @Test
    void a_damaged_cache_costs_time_and_nothing_else() throws IOException {
        save("a.tar.gz", "amd64", "istio/a:1", base);
        Digest digest = publish(List.of(), HUB).published().get(0).manifest().digest();
        try (var files = Files.walk(temp.resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "{\"half");
            }
        }
        PublishReport again = publish(List.of(), HUB);
        assertThat(again.published().get(0).manifest().digest()).isEqualTo(digest);
        assertThat(again.layersCompressed()).isEqualTo(1);
    }

    @Test
    void wrong_requests_are_input_errors() {
        assertThatThrownBy(() -> publish(List.of(), HUB)).hasMessageContaining("holds no image archives");
        assertThatThrownBy(() -> PublishRequest.of(archives, List.of(), List.of()))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> PublishRequest.of(archives, List.of(HUB), List.of("v1.2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'1.2'");
        assertThatThrownBy(
                        () -> publisher(layout).publish(PublishRequest.of(temp.resolve("no"), List.of(HUB), List.of())))
                .isInstanceOf(InputException.class);
    }

    @Test
    void what_is_to_be_done_before_tags_is_done_with_each_image_once_and_nothing_is_tagged_where_it_fails() {
        save("pilot.tar.gz", "amd64", "istio/pilot:1", base, layer());
        save("pilot-arm64.tar.gz", "arm64", "istio/pilot:1-arm64", base, layer());
        save("proxyv2.tar", "amd64", "istio/proxyv2:1", base, layer());
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        BeforeTags fails = (repository, image) -> {
            TestImages.assertComplete(layout, repository.digest(image.digest()));
            seen.add(repository.name() + " " + layout.tags(repository));
            if (repository.name().equals("proxyv2")) {
                throw new StoreException("no signature today");
            }
        };
        PublishRequest request = PublishRequest.of(archives, List.of(HUB), List.of("1", "latest"));
        assertThatThrownBy(() -> publisher(layout, fails).publish(request)).hasMessage("no signature today");
        assertThat(layout.tags(HUB.resolve("pilot"))).isEmpty();
        assertThat(layout.tags(HUB.resolve("proxyv2"))).isEmpty();

        seen.clear();
        publisher(layout, (repository, image) -> seen.add(repository.name() + " " + layout.tags(repository)))
                .publish(request);
        assertThat(seen).containsExactlyInAnyOrder("pilot []", "proxyv2 []");
        seen.clear();
        publisher(layout, (repository, image) -> seen.add(repository.name())).publish(request);
        assertThat(seen).as("where all tags are right already").containsExactlyInAnyOrder("pilot", "proxyv2");
    }

    private ArchivePublisher publisher(io.jenkins.plugins.istioimages.store.ImageStore target, BeforeTags before) {
        return new ArchivePublisher(target, Compressors.jdkGzip(), temp.resolve("cache"), PublishListener.NONE, before);
    }

    private PublishReport publish(List<String> tags, Repository... hubs) {
        return publisher(layout).publish(PublishRequest.of(archives, Arrays.asList(hubs), tags));
    }

    private ArchivePublisher publisher(io.jenkins.plugins.istioimages.store.ImageStore target) {
        return new ArchivePublisher(target, Compressors.jdkGzip(), temp.resolve("cache"));
    }

    private byte[] layer() {
        return TestImages.tar("own", random.bytes(20_000));
    }

    private Path save(String file, String architecture, String name, byte[]... layers) {
        TestArchive archive = new TestArchive();
        String[] paths = new String[layers.length];
        for (int i = 0; i < layers.length; i++) {
            paths[i] = i + "/layer.tar";
            archive.file(paths[i], layers[i]).file(i + "/VERSION", "1.0");
        }
        archive.file("config.json", TestArchive.config(architecture, layers))
                .file(
                        "manifest.json",
                        "[" + TestArchive.image("config.json", name == null ? "null" : "[\"" + name + "\"]", paths)
                                + "]");
        return write(archive, file);
    }

    private Path write(TestArchive archive, String file) {
        return file.endsWith(".tar")
                ? archive.write(archives.resolve(file))
                : archive.writeGzip(archives.resolve(file));
    }
}
