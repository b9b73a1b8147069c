package io.jenkins.plugins.istioimages.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.DigestMismatchException;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSourceTest {
    private static final String PILOT = "docker.io/istio/pilot:1.14.5";
    private static final Repository ANY = Repository.parse("example.com/any");

    @TempDir
    Path temp;

    private final byte[] base = TestImages.tar("base", new TestImages(1).bytes(9000));
    private final byte[] top = TestImages.tar("top", new TestImages(2).bytes(3000));

    @Test
    void the_legacy_layout_of_docker_save_is_read() {
        for (Path file : List.of(legacy().write(temp.resolve("a.tar")), legacy().writeGzip(temp.resolve("a.tgz")))) {
            ArchiveSource archive = ArchiveSource.open(file);

            TestImages.assertComplete(archive, Reference.parse("istio/pilot:1.14.5"));
            assertThat(archive.tags(Repository.parse("istio/pilot"))).containsExactly("1.14.5");
            ArchiveImage image = archive.images().get(0);
            assertThat(image.settings().platform()).isEqualTo(Platform.LINUX_ARM64);
            assertThat(image.names()).containsExactly("istio/pilot:1.14.5");
            assertThat(image.layers())
                    .extracting(ArchiveLayer::diffId)
                    .containsExactly(Digest.sha256(base), Digest.sha256(top));
        }
    }

    @Test
    void plain_and_gzip_archives_give_the_same_digest() {
        Descriptor plain = ArchiveSource.open(legacy().write(temp.resolve("a.tar")))
                .entry("")
                .descriptor();
        Descriptor gzip = ArchiveSource.open(legacy().writeGzip(temp.resolve("a.tgz")))
                .entry("")
                .descriptor();
        assertThat(gzip).isEqualTo(plain);
    }

    @Test
    void a_gzip_archive_is_unpacked_once_when_a_second_layer_is_asked_for() throws IOException {
        Path file = legacy().writeGzip(temp.resolve("a.tgz"));
        try (ArchiveSource archive = ArchiveSource.open(file)) {
            List<Descriptor> layers = ((ImageManifest) archive.manifest(Reference.parse("istio/pilot:1.14.5"))
                            .parse())
                    .layers();
            for (int round = 0; round < 3; round++) {
                assertThat(TestImages.read(archive, ANY, layers.get(0))).isEqualTo(base);
                assertThat(TestImages.read(archive, ANY, layers.get(1))).isEqualTo(top);
                // From the second layer on the file is not needed any more.
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void layers_that_old_docker_wrote_as_links_are_followed() {
        String config = TestArchive.config("amd64", base, top, base);
        Path file = new TestArchive()
                .directory("one")
                .file("one/layer.tar", base)
                .file("two/layer.tar", top)
                .symlink("three/layer.tar", "../one/layer.tar")
                .hardlink("four/layer.tar", "one/layer.tar")
                .file("config.json", config)
                .file(
                        "manifest.json",
                        "["
                                + TestArchive.image(
                                        "config.json",
                                        "[\"" + PILOT + "\"]",
                                        "four/layer.tar",
                                        "two/layer.tar",
                                        "three/layer.tar")
                                + "]")
                .write(temp.resolve("a.tar"));

        ArchiveSource archive = ArchiveSource.open(file);
        TestImages.assertComplete(archive, Reference.parse(PILOT));
        assertThat(archive.images().get(0).layers())
                .extracting(layer -> layer.blob().path())
                .containsExactly("one/layer.tar", "two/layer.tar", "one/layer.tar");
    }

    @Test
    void links_that_lead_out_of_the_archive_or_in_circles_are_never_followed() throws IOException {
        Path secret = Files.write(temp.resolve("secret.tar"), top);
        for (String target :
                List.of(secret.toString(), "../../../../../.." + secret, "../secret.tar", "loop/layer.tar", "gone")) {
            Path file = legacyWithSecondLayer(new TestArchive().symlink("loop/layer.tar", target))
                    .write(temp.resolve("a.tar"));
            assertThatThrownBy(() -> ArchiveSource.open(file))
                    .as(target)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("loop/layer.tar");
        }
        Path file = legacyWithSecondLayer(new TestArchive().hardlink("loop/layer.tar", secret.toString()))
                .write(temp.resolve("a.tar"));
        assertThatThrownBy(() -> ArchiveSource.open(file)).isInstanceOf(StoreException.class);
    }

    @Test
    void names_that_lead_out_of_the_archive_name_nothing() {
        Path file = new TestArchive()
                .file("../../manifest.json", "[]")
                .file("/etc/passwd", "x")
                .file("./a/../config.json", TestArchive.config("amd64", base))
                .file("./layer.tar", base)
                .file("./manifest.json", "[" + TestArchive.image("config.json", "null", "layer.tar") + "]")
                .write(temp.resolve("a.tar"));

        ArchiveSource archive = ArchiveSource.open(file);
        assertThat(archive.images()).hasSize(1);
        assertThat(archive.images().get(0).names()).isEmpty();
        TestImages.assertComplete(archive, archive.entry("").reference());
    }

    @Test
    void compressed_layers_as_jib_and_buildkit_leave_them_keep_their_bytes() {
        byte[] gzip = TestImages.gzip(base);
        Path file = new TestArchive()
                .file("abc.tar.gz", gzip)
                .file("config.json", TestArchive.config("amd64", base))
                .file("manifest.json", "[" + TestArchive.image("config.json", "[\"a:1\"]", "abc.tar.gz") + "]")
                .writeGzip(temp.resolve("a.tgz"));

        ArchiveSource archive = ArchiveSource.open(file);
        ImageManifest manifest =
                (ImageManifest) archive.manifest(Reference.parse("a:1")).parse();
        assertThat(manifest.layers()).containsExactly(Descriptor.of(MediaTypes.OCI_LAYER_GZIP, gzip));
        TestImages.assertComplete(archive, Reference.parse("a:1"));
    }

    @Test
    void an_archive_that_is_also_a_complete_layout_gives_its_manifests_byte_for_byte() {
        ManifestContent manifest = ociManifest(base);
        ArchiveSource archive = ArchiveSource.open(both(manifest, true).write(temp.resolve("a.tar")));

        assertThat(archive.resolve(Reference.parse(PILOT))).contains(manifest.descriptor());
        TestImages.assertComplete(archive, Reference.parse(PILOT));
        assertThat(archive.images().get(0).names()).containsExactly(PILOT);
    }

    @Test
    void an_archive_whose_layout_lacks_other_platforms_is_read_by_its_manifest_json() {
        ArchiveSource archive =
                ArchiveSource.open(both(ociManifest(base), false).write(temp.resolve("a.tar")));

        assertThat(archive.images()).hasSize(1);
        TestImages.assertComplete(archive, Reference.parse(PILOT));
    }

    @Test
    void a_layout_in_a_tar_is_read_with_its_indexes_and_referrers() throws IOException {
        Reference name = Reference.parse(PILOT);
        TestImages images = new TestImages(4);
        ManifestContent index;
        ManifestContent sbom;
        try (OciLayout layout = OciLayout.create(temp.resolve("layout"))) {
            index = images.tagged(layout, name);
            sbom = images.referrer(layout, name.repository(), index.descriptor(), "application/spdx+json");
        }
        ArchiveSource archive = ArchiveSource.open(tarOf(temp.resolve("layout")).writeGzip(temp.resolve("o.tgz")));

        assertThat(archive.resolve(name)).contains(index.descriptor());
        TestImages.assertComplete(archive, name);
        assertThat(archive.images())
                .extracting(image -> image.settings().platform())
                .containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThat(archive.referrers(name.repository(), index.digest()))
                .extracting(Descriptor::digest)
                .containsExactly(sbom.digest());
    }

    @Test
    void a_visitor_sees_each_layer_once_in_the_order_of_the_archive() {
        List<String> seen = new ArrayList<>();
        ArchiveSource archive = ArchiveSource.read(legacy().writeGzip(temp.resolve("a.tgz")), (blob, content) -> {
            byte[] bytes = content.readAllBytes();
            assertThat(bytes).hasSize((int) blob.size());
            seen.add(blob.path() + " " + Digest.sha256(bytes).hex());
        });

        assertThat(seen)
                .containsExactly(
                        "one/VERSION " + Digest.sha256("1.0").hex(),
                        "one/layer.tar " + Digest.sha256(base).hex(),
                        "two/layer.tar " + Digest.sha256(top).hex());
        assertThat(archive.isSeekable()).isFalse();
    }

    @Test
    void a_visitor_that_reads_nothing_or_little_disturbs_nothing() {
        ArchiveSource archive = ArchiveSource.read(
                legacy().writeGzip(temp.resolve("a.tgz")),
                (blob, content) -> assertThat(content.read()).isNotEqualTo(-1));
        TestImages.assertComplete(archive, Reference.parse("istio/pilot:1.14.5"));
    }

    @Test
    void a_layer_of_a_plain_archive_is_read_at_its_place() throws IOException {
        ArchiveSource archive = ArchiveSource.open(legacy().write(temp.resolve("a.tar")));
        ArchiveLayer layer = archive.images().get(0).layers().get(1);
        assertThat(archive.isSeekable()).isTrue();
        try (InputStream in = archive.open(layer.blob())) {
            assertThat(in.readAllBytes()).isEqualTo(top);
        }
    }

    @Test
    void a_layer_that_is_not_what_the_config_says_is_found_when_read() {
        Path file = new TestArchive()
                .file("layer.tar", top)
                .file("config.json", TestArchive.config("amd64", base))
                .file("manifest.json", "[" + TestArchive.image("config.json", "[\"a:1\"]", "layer.tar") + "]")
                .write(temp.resolve("a.tar"));
        ArchiveSource archive = ArchiveSource.open(file);
        Descriptor layer = ((ImageManifest)
                        archive.manifest(Reference.parse("a:1")).parse())
                .layers()
                .get(0);
        assertThatThrownBy(() -> TestImages.read(archive, ANY, layer)).isInstanceOf(DigestMismatchException.class);
    }

    @Test
    void what_is_wrong_with_an_archive_is_said() throws IOException {
        assertWrong("no file", temp.resolve("none.tar"));
        assertWrong("empty", Files.write(temp.resolve("empty"), new byte[0]));
        assertWrong("not a tar", Files.writeString(temp.resolve("text"), "text ".repeat(300)));
        assertWrong("zstd", Files.write(temp.resolve("z"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0}));
        assertWrong("neither", new TestArchive().file("x", "y").write(temp.resolve("x.tar")));
        assertWrong(
                "lists no images", new TestArchive().file("manifest.json", "[]").write(temp.resolve("x.tar")));
        assertWrong(
                "'c.json' is not in the archive",
                new TestArchive()
                        .file("manifest.json", "[" + TestArchive.image("c.json", "null") + "]")
                        .write(temp.resolve("x.tar")));
        assertWrong(
                "1 layers and its config 0",
                new TestArchive()
                        .file("l", base)
                        .file("c.json", TestArchive.config("amd64"))
                        .file("manifest.json", "[" + TestArchive.image("c.json", "null", "l") + "]")
                        .write(temp.resolve("x.tar")));
        assertWrong(
                "'l' is not in the archive",
                new TestArchive()
                        .file("c.json", TestArchive.config("amd64", base))
                        .file("manifest.json", "[" + TestArchive.image("c.json", "null", "l") + "]")
                        .write(temp.resolve("x.tar")));
        assertWrong(
                "is damaged, its digest is",
                new TestArchive()
                        .file("a".repeat(64) + ".json", TestArchive.config("amd64"))
                        .file("manifest.json", "[" + TestArchive.image("a".repeat(64) + ".json", "null") + "]")
                        .write(temp.resolve("x.tar")));
    }

    @Test
    void a_manifest_json_over_the_limit_is_refused_and_a_bomb_does_not_fill_the_memory() {
        Path file = TestArchive.bomb(temp.resolve("bomb.tgz"), "manifest.json", '[', 600L * 1024 * 1024);
        assertWrong("4194304", file);
    }

    @Test
    void a_truncated_gzip_archive_is_an_error() throws IOException {
        byte[] whole = TestImages.gzip(legacy().bytes());
        for (int length : new int[] {5, 100, whole.length / 2, whole.length - 9}) {
            Path file = Files.write(temp.resolve("cut.tgz"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ArchiveSource.open(file))
                    .as("cut at " + length)
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void an_archive_is_never_written_to() {
        ArchiveSource archive = ArchiveSource.open(legacy().write(temp.resolve("a.tar")));
        ManifestContent content = archive.manifest(Reference.parse("istio/pilot:1.14.5"));
        assertThatThrownBy(() -> archive.pushManifest(ANY, content)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> archive.pushBlob(ANY, new TestImages(1).blob(1)))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> archive.tag(ANY.tag("x"), content)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> archive.untag(ANY.tag("x"))).isInstanceOf(StoreException.class);
    }

    private void assertWrong(String message, Path file) {
        assertThatThrownBy(() -> ArchiveSource.open(file))
                .isInstanceOfAny(StoreException.class, InputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(file.getFileName().toString());
    }

    private TestArchive legacy() {
        String config = TestArchive.config("arm64", base, top);
        String name = Digest.sha256(config).hex() + ".json";
        return new TestArchive()
                .directory("one")
                .file("one/VERSION", "1.0")
                .file("one/json", "{\"id\":\"one\"}")
                .file("one/layer.tar", base)
                .file("two/layer.tar", top)
                .file(name, config)
                .file(
                        "manifest.json",
                        "[" + TestArchive.image(name, "[\"istio/pilot:1.14.5\"]", "one/layer.tar", "two/layer.tar")
                                + "]")
                .file("repositories", "{\"istio/pilot\":{\"1.14.5\":\"two\"}}");
    }

    private TestArchive legacyWithSecondLayer(TestArchive archive) {
        return archive.file("one/layer.tar", base)
                .file("config.json", TestArchive.config("arm64", base, top))
                .file(
                        "manifest.json",
                        "[" + TestArchive.image("config.json", "null", "one/layer.tar", "loop/layer.tar") + "]");
    }

    private ManifestContent ociManifest(byte[] layer) {
        byte[] config = TestArchive.config("amd64", layer).getBytes(StandardCharsets.UTF_8);
        return ImageManifest.of(
                        MediaTypes.OCI_MANIFEST,
                        Descriptor.of(MediaTypes.OCI_CONFIG, config),
                        List.of(Descriptor.of(MediaTypes.OCI_LAYER, layer)))
                .content();
    }

    private TestArchive both(ManifestContent manifest, boolean complete) {
        String config = TestArchive.config("amd64", base);
        String configPath = "blobs/sha256/" + Digest.sha256(config).hex();
        String layerPath = "blobs/sha256/" + Digest.sha256(base).hex();
        Digest listed = complete ? manifest.digest() : Digest.sha256("elsewhere");
        return new TestArchive()
                .directory("blobs")
                .file("blobs/sha256/" + manifest.digest().hex(), manifest.bytes())
                .file(configPath, config)
                .file(layerPath, base)
                .file(
                        "index.json",
                        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + manifest.mediaType()
                                + "\",\"digest\":\"" + listed + "\",\"size\":" + manifest.size()
                                + ",\"annotations\":{\"io.containerd.image.name\":\"" + PILOT
                                + "\",\"org.opencontainers.image.ref.name\":\"1.14.5\"}}]}")
                .file("manifest.json", "[" + TestArchive.image(configPath, "[\"" + PILOT + "\"]", layerPath) + "]")
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    private static TestArchive tarOf(Path directory) throws IOException {
        TestArchive archive = new TestArchive();
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                archive.file(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return archive;
    }
}
