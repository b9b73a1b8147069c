package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code istio-images copy} between two of Debian's docker-registries and layouts on disk, in every direction. */
@Timeout(120)
class CopyIT {
    private static final String SBOM = "application/spdx+json";
    private static final List<String> COSIGN = List.of("sig", "att", "sbom");

    @TempDir
    Path directory;

    private final TestImages images = new TestImages(4);
    private final RegistryStore registries = new RegistryStore(RegistryOptions.defaults());
    private DockerRegistry first;
    private DockerRegistry second;
    private Repository from;
    private Repository to;

    @BeforeEach
    void start() {
        first = DockerRegistry.start();
        second = DockerRegistry.start();
        from = first.repository("istio/pilot");
        to = second.repository("mirror/pilot");
    }

    @AfterEach
    void stop() {
        registries.close();
        first.close();
        second.close();
    }

    @Test
    void anImageWithEverythingAttachedGoesRoundThroughALayoutByteForByte() {
        ManifestContent image = signed(registries, from.tag("1"));
        Descriptor sbom = referrer(image);
        String layout = "oci:" + directory.resolve("layout");

        copy(from.tag("1").toString(), layout + ":" + from.tag("1"));
        try (OciLayout disk = OciLayout.open(directory.resolve("layout"))) {
            assertWhole(disk, from.tag("1"), image, sbom);
        }
        copy(layout + ":" + from.tag("1"), to.tag("1").toString());
        assertWhole(registries, to.tag("1"), image, sbom);
        assertThat(copy(layout + ":" + from.tag("1"), to.tag("1").toString()))
                .contains(": 0 blobs moved, 0 mounted")
                .contains(" 0 manifests pushed")
                .doesNotContain("tagged");
    }

    @Test
    void allTagsGoFromRegistryToRegistryWithTheirSignatures() {
        ManifestContent one = signed(registries, from.tag("1.14.5"));
        ManifestContent two = images.tagged(registries, from.tag("1.14.5-distroless"));
        copy("--all-tags", from.toString(), to.toString());

        assertThat(registries.tags(to)).isEqualTo(registries.tags(from)).hasSize(2 + COSIGN.size());
        for (String tag : registries.tags(from)) {
            assertThat(registries.manifest(to.tag(tag)).bytes())
                    .isEqualTo(registries.manifest(from.tag(tag)).bytes());
            TestImages.assertComplete(registries, to.tag(tag));
        }
        assertThat(List.of(one.digest(), two.digest()))
                .containsExactly(digest(to.tag("1.14.5")), digest(to.tag("1.14.5-distroless")));
    }

    @Test
    void betweenRepositoriesOfOneRegistryNoByteMoves() {
        images.tagged(registries, from.tag("1"));
        Repository neighbour = first.repository("other/pilot");
        assertThat(copy(from.tag("1").toString(), neighbour.tag("1").toString()))
                .contains(": 0 blobs moved");
        TestImages.assertComplete(registries, neighbour.tag("1"));
    }

    @Test
    void aSubsetOfPlatformsIsAnIndexThatIsWhole() {
        ManifestContent image = images.index(
                registries,
                from,
                Platform.LINUX_AMD64,
                Platform.LINUX_ARM64,
                Platform.parse("linux/s390x"),
                Platform.parse("linux/ppc64le"));
        registries.tag(from.tag("1"), image);
        copy(
                "--platform",
                "linux/arm64,linux/s390x",
                from.tag("1").toString(),
                to.tag("1").toString());

        ManifestContent copied = registries.manifest(to.tag("1"));
        List<Descriptor> wanted = ((ImageIndex) image.parse())
                .manifests().stream()
                        .filter(child -> child.platform()
                                .filter(p -> !p.architecture().equals("amd64")
                                        && !p.architecture().equals("ppc64le"))
                                .isPresent())
                        .toList();
        assertThat(((ImageIndex) copied.parse()).manifests()).isEqualTo(wanted).hasSize(2);
        TestImages.assertComplete(registries, to.tag("1"));
        for (Descriptor child : ((ImageIndex) image.parse()).manifests()) {
            assertThat(registries.resolve(to.digest(child.digest())).isPresent())
                    .isEqualTo(wanted.contains(child));
        }
    }

    @Test
    void withoutReferrersOnlyTheImageGoes() {
        ManifestContent image = signed(registries, from.tag("1"));
        referrer(image);
        copy("--no-referrers", from.tag("1").toString(), to.tag("1").toString());
        assertThat(registries.tags(to)).containsExactly("1");
        assertThat(registries.referrers(to, image.digest())).isEmpty();
    }

    private ManifestContent signed(ImageStore store, Reference tag) {
        ManifestContent image = images.tagged(store, tag);
        for (String kind : COSIGN) {
            ManifestContent attachment = images.image(store, tag.repository(), Platform.LINUX_AMD64);
            store.tag(tag.repository().tag(cosign(image.digest(), kind)), attachment);
        }
        return image;
    }

    private Descriptor referrer(ManifestContent image) {
        return images.referrer(registries, from, image.descriptor(), SBOM).descriptor();
    }

    private static void assertWhole(ImageStore store, Reference tag, ManifestContent image, Descriptor sbom) {
        assertThat(store.manifest(tag).bytes()).isEqualTo(image.bytes());
        TestImages.assertComplete(store, tag);
        assertThat(store.referrers(tag.repository(), image.digest()))
                .extracting(Descriptor::digest)
                .contains(sbom.digest());
        for (String kind : COSIGN) {
            TestImages.assertComplete(store, tag.repository().tag(cosign(image.digest(), kind)));
        }
    }

    private static String cosign(Digest digest, String kind) {
        return "sha256-" + digest.hex() + "." + kind;
    }

    private Digest digest(Reference reference) {
        return registries.resolve(reference).orElseThrow().digest();
    }

    private static String copy(String... arguments) {
        String[] line = new String[arguments.length + 2];
        line[0] = "copy";
        line[1] = "--quiet";
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        CliRun run = CliRun.of(line);
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }
}
