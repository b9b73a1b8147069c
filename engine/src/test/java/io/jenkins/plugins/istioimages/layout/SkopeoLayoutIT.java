package io.jenkins.plugins.istioimages.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OciLayout writes, skopeo and buildah read, and the other way round. */
class SkopeoLayoutIT {
    private static final Reference PILOT = Reference.parse("ghcr.io/resf/istio/pilot:1.14.5");

    @TempDir
    Path temp;

    private final TestImages images = new TestImages(3);
    private OciLayout layout;

    @BeforeEach
    void create() {
        layout = OciLayout.create(temp.resolve("ours"));
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void skopeo_inspects_the_index_by_its_full_reference() {
        ManifestContent index = images.tagged(layout, PILOT);
        images.tagged(layout, Reference.parse("ghcr.io/resf/istio/proxyv2:1.14.5"));
        images.referrer(layout, PILOT.repository(), index.descriptor(), "application/spdx+json");

        assertThat(skopeo("inspect", "--raw", ours(PILOT))).isEqualTo(text(index));
    }

    @Test
    void skopeo_copies_all_platforms_with_the_same_digest() {
        ManifestContent index = images.tagged(layout, PILOT);
        skopeo("copy", "--quiet", "--all", ours(PILOT), "oci:" + temp.resolve("theirs") + ":1.14.5");

        try (OciLayout theirs = OciLayout.open(temp.resolve("theirs"))) {
            LayoutEntry entry = theirs.entry("1.14.5");
            assertThat(entry.descriptor().digest()).isEqualTo(index.digest());
            assertThat(theirs.entry("").descriptor()).isEqualTo(entry.descriptor());
            TestImages.assertComplete(theirs, entry.reference());
        }
    }

    @Test
    void skopeo_writes_docker_archives_from_it() {
        ManifestContent image = images.image(layout, PILOT.repository(), Platform.LINUX_AMD64);
        layout.tag(PILOT, image);
        skopeo("copy", "--quiet", ours(PILOT), "docker-archive:" + temp.resolve("a.tar") + ":" + PILOT);

        assertThat(skopeo("inspect", "--config", "docker-archive:" + temp.resolve("a.tar")))
                .contains("amd64");
    }

    @Test
    void an_image_with_a_referrer_is_still_the_only_one_for_skopeo_by_name() {
        ManifestContent image = images.image(layout, PILOT.repository(), Platform.LINUX_AMD64);
        layout.tag(PILOT, image);
        images.referrer(layout, PILOT.repository(), image.descriptor(), "application/spdx+json");

        assertThat(skopeo("inspect", "--raw", ours(PILOT))).isEqualTo(text(image));
    }

    @Test
    void what_skopeo_writes_into_our_layout_stands_beside_ours() {
        ManifestContent index = images.tagged(layout, PILOT);
        ManifestContent sbom = images.referrer(layout, PILOT.repository(), index.descriptor(), "application/spdx+json");
        Reference copy = Reference.parse("quay.io/other/pilot:copy");
        skopeo("copy", "--quiet", "--all", ours(PILOT), ours(copy));

        assertThat(layout.resolve(copy)).map(Descriptor::digest).contains(index.digest());
        assertThat(layout.resolve(PILOT)).map(Descriptor::digest).contains(index.digest());
        assertThat(layout.referrers(PILOT.repository(), index.digest()))
                .extracting(Descriptor::digest)
                .containsExactly(sbom.digest());
        TestImages.assertComplete(layout, copy);
    }

    @Test
    void what_buildah_builds_and_pushes_as_a_layout_is_read() throws IOException {
        Path context = Files.createDirectory(temp.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY hello /hello\nCMD [\"/hello\"]\n");
        Files.writeString(context.resolve("hello"), "hello");
        buildah("bud", "--quiet", "-t", "test/hello:1", context.toString());
        buildah("push", "--quiet", "test/hello:1", "oci:" + temp.resolve("built") + ":1");

        try (OciLayout built = OciLayout.open(temp.resolve("built"))) {
            TestImages.assertComplete(built, built.entry("1").reference());
        }
    }

    @Test
    void archives_of_skopeo_and_buildah_are_read_plain_and_gzipped() throws IOException {
        ManifestContent image = images.image(layout, PILOT.repository(), Platform.LINUX_ARM64);
        layout.tag(PILOT, image);
        Path docker = temp.resolve("docker.tar");
        Path oci = temp.resolve("oci.tar");
        skopeo("copy", "--quiet", ours(PILOT), "docker-archive:" + docker + ":" + PILOT);
        skopeo("copy", "--quiet", ours(PILOT), "oci-archive:" + oci + ":" + PILOT);
        for (Path archive : List.of(docker, oci)) {
            Tool.run(List.of("gzip", "--fast", "--keep", archive.toString()), "gzip");
        }

        for (String name : List.of("docker.tar", "docker.tar.gz", "oci.tar", "oci.tar.gz")) {
            ArchiveSource archive = ArchiveSource.open(temp.resolve(name));
            TestImages.assertComplete(archive, PILOT);
            assertThat(archive.images()).hasSize(1);
            assertThat(archive.images().get(0).settings().platform()).isEqualTo(Platform.LINUX_ARM64);
            assertThat(archive.images().get(0).settings().diffIds()).hasSize(2);
            if (name.startsWith("oci")) {
                assertThat(archive.resolve(PILOT)).contains(image.descriptor());
            }
        }
    }

    @Test
    void a_docker_archive_of_buildah_with_repeated_layers_is_read() throws IOException {
        Path context = Files.createDirectory(temp.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY one /one\nCOPY two /two\nCOPY one /one\n");
        Files.writeString(context.resolve("one"), "1");
        Files.writeString(context.resolve("two"), "2");
        buildah("bud", "--quiet", "--layers", "--timestamp", "0", "-t", "test/repeat:1", context.toString());
        buildah("push", "--quiet", "test/repeat:1", "docker-archive:" + temp.resolve("r.tar") + ":test/repeat:1");

        ArchiveSource archive = ArchiveSource.open(temp.resolve("r.tar"));
        TestImages.assertComplete(archive, archive.entry("").reference());
        assertThat(archive.images().get(0).layers()).hasSize(3);
    }

    private String ours(Reference reference) {
        return "oci:" + layout.root() + ":" + reference;
    }

    private static String text(ManifestContent content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }

    private static String skopeo(String... arguments) {
        List<String> command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
        command.addAll(List.of(arguments));
        return Tool.run(command, "skopeo");
    }

    private String buildah(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("buildah", "--root", temp.resolve("storage").toString()));
        command.addAll(List.of("--runroot", temp.resolve("run").toString(), "--storage-driver", "vfs"));
        command.addAll(List.of(arguments));
        return Tool.run(command, "buildah");
    }
}
