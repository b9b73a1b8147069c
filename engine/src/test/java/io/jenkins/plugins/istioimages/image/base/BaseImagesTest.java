package io.jenkins.plugins.istioimages.image.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.base.BaseImages.BaseImageException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseImagesTest {
    private static final Repository BASE = Repository.parse("registry.example/base");

    private OciLayout layout;
    private BaseImages bases;

    @BeforeEach
    void open(@TempDir Path directory) {
        layout = OciLayout.create(directory.resolve("layout"));
        bases = new BaseImages(List.of(layout));
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void anIndexGivesTheImageOfThePlatform() {
        Descriptor amd64 = image("linux/amd64", "linux/amd64");
        Descriptor arm64 = image("linux/arm64", "linux/arm64/v8");
        index("1", amd64, arm64);
        assertThat(bases.find(BASE + ":1", Platform.LINUX_ARM64).digest()).isEqualTo(arm64.digest());
        assertThat(bases.find(BASE + ":1", Platform.LINUX_AMD64).digest()).isEqualTo(amd64.digest());
    }

    @Test
    void aPlatformThatIsNotThereIsAnErrorThatListsTheOthers() {
        index("1", image("linux/amd64", "linux/amd64"), image("linux/arm64", "linux/arm64"));
        assertThatThrownBy(() -> bases.find(BASE + ":1", Platform.parse("linux/s390x")))
                .isInstanceOf(BaseImageException.class)
                .hasMessageContaining("registry.example/base:1 is not there for linux/s390x")
                .hasMessageContaining("only for linux/amd64, linux/arm64");
    }

    @Test
    void aSingleImageMustBeOfThePlatform() {
        Descriptor amd64 = image("linux/amd64", "linux/amd64");
        layout.tag(BASE.tag("single"), layout.manifest(BASE, amd64.digest()));
        assertThat(bases.find(BASE + ":single", Platform.LINUX_AMD64).digest()).isEqualTo(amd64.digest());
        assertThatThrownBy(() -> bases.find(BASE + ":single", Platform.LINUX_ARM64))
                .hasMessageContaining("only for linux/amd64");
    }

    @Test
    void aLowerVariantServesAndTheHighestGoesFirst() {
        Descriptor v6 = image("linux/arm/v6", "linux/arm/v6");
        Descriptor v7 = image("linux/arm/v7", "linux/arm");
        index("1", v6, v7);
        assertThat(bases.find(BASE + ":1", Platform.parse("linux/arm/v7")).digest())
                .isEqualTo(v7.digest());
        assertThat(bases.find(BASE + ":1", Platform.parse("linux/arm")).digest())
                .isEqualTo(v7.digest());
        assertThat(bases.find(BASE + ":1", Platform.parse("linux/arm/v6")).digest())
                .isEqualTo(v6.digest());
        assertThatThrownBy(() -> bases.find(BASE + ":1", Platform.parse("linux/arm/v5")))
                .isInstanceOf(BaseImageException.class);
    }

    @Test
    void attestationsAreNoPlatformsAndNestedIndexesAreOpened() {
        Descriptor amd64 = image("linux/amd64", "linux/amd64");
        Descriptor attestation =
                image("linux/arm64", "linux/arm64").withPlatform(new Platform("unknown", "unknown", ""));
        ManifestContent inner =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(amd64)).content();
        layout.pushManifest(BASE, inner);
        index("1", attestation, inner.descriptor());
        assertThat(bases.find(BASE + ":1", Platform.LINUX_AMD64).digest()).isEqualTo(amd64.digest());
        assertThatThrownBy(() -> bases.find(BASE + ":1", Platform.LINUX_ARM64))
                .hasMessageContaining("only for linux/amd64");
    }

    @Test
    void whatNoStoreHasIsAnErrorThatNamesTheStores() {
        assertThatThrownBy(() -> bases.find("registry.example/none:1", Platform.LINUX_AMD64))
                .isInstanceOf(BaseImageException.class)
                .hasMessageContaining("registry.example/none:1 is not to be found in OCI layout");
        assertThatThrownBy(() -> bases.find("No Reference", Platform.LINUX_AMD64))
                .isInstanceOf(BaseImageException.class)
                .hasMessageContaining("is no image reference");
    }

    @Test
    void aBaseIsResolvedOnceForAllImagesOfABuild() {
        Descriptor before = image("linux/amd64", "linux/amd64");
        index("moving", before);
        bases.find(BASE + ":moving", Platform.LINUX_AMD64);
        index("moving", image("linux/amd64", "linux/amd64", layer("other")));
        assertThat(bases.find(BASE + ":moving", Platform.LINUX_AMD64).digest()).isEqualTo(before.digest());
    }

    @Test
    void whiteoutsTakeAwayWhatLowerLayersHave() {
        Descriptor image = image(
                "linux/amd64",
                "linux/amd64",
                layer("etc/passwd", "opt/a/one", "opt/a/two", "srv/x", "keep/y"),
                layer("opt/a/.wh..wh..opq", "opt/a/three", ".wh.srv", "etc/.wh.passwd", "etc/group"));
        index("1", image);
        var tree = bases.find(BASE + ":1", Platform.LINUX_AMD64).tree();
        assertThat(tree.children("")).containsExactly("etc", "keep", "opt");
        assertThat(tree.children("opt/a")).containsExactly("three");
        assertThat(tree.children("etc")).containsExactly("group");
        assertThat(tree.find("srv/x")).isEmpty();
        assertThat(tree.find("keep").orElseThrow().isDirectory()).isTrue();
    }

    private Descriptor image(String childPlatform, String configPlatform, byte[]... layers) {
        List<Descriptor> pushed = new java.util.ArrayList<>();
        for (byte[] layer : layers) {
            BlobSource blob = BlobSource.ofBytes(MediaTypes.DOCKER_LAYER_GZIP, layer);
            layout.pushBlob(BASE, blob);
            pushed.add(blob.descriptor());
        }
        ImageConfig config = ImageConfig.empty(Platform.parse(configPlatform));
        BlobSource blob = BlobSource.ofBytes(MediaTypes.DOCKER_CONFIG, config.bytes());
        layout.pushBlob(BASE, blob);
        ManifestContent manifest = ImageManifest.of(MediaTypes.DOCKER_MANIFEST, blob.descriptor(), pushed)
                .content();
        return layout.pushManifest(BASE, manifest).withPlatform(Platform.parse(childPlatform));
    }

    private void index(String tag, Descriptor... children) {
        ManifestContent index =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(children)).content();
        layout.pushManifest(BASE, index);
        layout.tag(BASE.tag(tag), index);
    }

    /** A gzipped tar file of files that hold their own names. */
    private static byte[] layer(String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : names) {
                byte[] content = name.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
