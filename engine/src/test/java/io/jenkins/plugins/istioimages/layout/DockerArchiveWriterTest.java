package io.jenkins.plugins.istioimages.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerArchiveWriterTest {
    private static final Repository BUILDER = Repository.parse("quay.io/maistra-dev/builder");

    @TempDir
    private Path dir;

    private OciLayout store;

    @BeforeEach
    void create() {
        store = OciLayout.create(dir.resolve("layout"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_is_written_is_the_image_under_its_name() {
        ManifestContent image = new TestImages(1).layers(3, 500).image(store, BUILDER, Platform.LINUX_ARM64);
        ArchiveImage read = read(image);
        ImageManifest manifest = (ImageManifest) image.parse();
        assertThat(read.names()).containsExactly("localhost/one/builder:3.0");
        assertThat(read.settings().platform()).isEqualTo(Platform.LINUX_ARM64);
        assertThat(read.config().descriptor().digest())
                .isEqualTo(manifest.config().digest());
        assertThat(read.layers())
                .extracting(layer -> layer.blob().size())
                .containsExactlyElementsOf(
                        manifest.layers().stream().map(Descriptor::size).toList());
    }

    @Test
    void a_layer_that_an_image_has_twice_is_written_once() {
        ManifestContent image = new TestImages(2).layers(1, 500).image(store, BUILDER, Platform.LINUX_AMD64);
        ImageManifest once = (ImageManifest) image.parse();
        Descriptor layer = once.layers().get(0);
        ManifestContent twice = ImageManifest.of(image.mediaType(), config(once), List.of(layer, layer))
                .content();
        store.pushManifest(BUILDER, twice);
        assertThat(read(twice).layers())
                .hasSize(2)
                .extracting(one -> one.blob().path())
                .containsOnly(layer.digest().hex() + ".tar");
    }

    @Test
    void an_index_is_no_image() {
        ManifestContent index = new TestImages(3).index(store, BUILDER, Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThatThrownBy(() -> write(index.digest(), dir.resolve("image.tar")))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("is an index, expected the image of one platform");
    }

    @Test
    void a_file_that_cannot_be_written_is_said() {
        ManifestContent image = new TestImages(4).image(store, BUILDER, Platform.LINUX_AMD64);
        assertThatThrownBy(() -> write(image.digest(), dir.resolve("none/image.tar")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot write ");
    }

    /** The config has as many diff ids as the image has layers. */
    private Descriptor config(ImageManifest once) {
        String text =
                new String(TestImages.read(store, BUILDER, once.config()), java.nio.charset.StandardCharsets.UTF_8);
        String twice = text.replaceAll("\\[(\"sha256:[0-9a-f]+\")\\]", "[$1,$1]");
        var blob = io.jenkins.plugins.istioimages.store.BlobSource.ofBytes(
                once.config().mediaType(), twice.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(store.pushBlob(BUILDER, blob)).isEqualTo(BlobOutcome.UPLOADED);
        return blob.descriptor();
    }

    private ArchiveImage read(ManifestContent image) {
        Path file = dir.resolve("image.tar");
        write(image.digest(), file);
        try (ArchiveSource archive = ArchiveSource.open(file)) {
            assertThat(archive.images()).hasSize(1);
            return archive.images().get(0);
        }
    }

    private void write(Digest digest, Path file) {
        new DockerArchiveWriter(store).write(BUILDER, digest, "localhost/one/builder:3.0", file);
    }
}
