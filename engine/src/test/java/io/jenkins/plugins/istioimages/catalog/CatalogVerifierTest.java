package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier.Depth;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogVerifierTest {
    private static final Repository PILOT = Releases.HUB.resolve("pilot");

    private final InMemoryStore store = new InMemoryStore();
    private ImageRecord amd64;
    private ImageRecord arm64;
    private Catalog catalog;

    @BeforeEach
    void build() {
        amd64 = Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64);
        arm64 = Releases.record(store, "pilot", "debug", Platform.LINUX_ARM64);
        catalog = new CatalogBuilder(store, Releases.TAGS::of, Releases.ORDER)
                .build(Releases.lock(), Optional.empty(), List.of(amd64, arm64));
    }

    @Test
    void whatWasBuiltHolds() {
        Verified present = verify(Depth.PRESENCE);
        Verified content = verify(Depth.CONTENT);

        assertThat(present.manifests()).isEqualTo(3);
        assertThat(present.blobs()).isEqualTo(6);
        assertThat(content.manifests()).isEqualTo(3);
        long layers = amd64.layers().stream().mapToLong(Descriptor::size).sum()
                + arm64.layers().stream().mapToLong(Descriptor::size).sum();
        assertThat(content.bytes()).isEqualTo(present.bytes() + layers);
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        store.loseBlob(PILOT, amd64.layers().get(0).digest());
        store.loseManifest(PILOT, arm64.manifest().digest());
        store.untag(PILOT.tag("1.14.5"));
        store.tag(
                PILOT.tag("1.14.5-debug"),
                store.manifest(PILOT, amd64.manifest().digest()));

        assertThatThrownBy(() -> verify(Depth.PRESENCE))
                .isInstanceOfSatisfying(CatalogException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "pilot (debug), linux/amd64: blob "
                                        + amd64.layers().get(0).digest() + " is missing in " + PILOT,
                                "pilot (debug), linux/arm64: " + PILOT + "@"
                                        + arm64.manifest().digest() + " does not exist in store in memory",
                                PILOT + ":1.14.5 should be " + image().digest() + ", does not exist",
                                PILOT + ":1.14.5-debug should be " + image().digest() + ", is "
                                        + amd64.manifest().digest()));
    }

    @Test
    void aSpoiledLayerIsFoundOnlyByReadingIt() {
        store.spoilBlob(PILOT, arm64.layers().get(1).digest());

        assertThat(verify(Depth.PRESENCE).blobs()).isEqualTo(6);
        assertThatThrownBy(() -> verify(Depth.CONTENT))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("pilot (debug), linux/arm64: store in memory: asked for "
                        + arm64.layers().get(1).digest());
    }

    @Test
    void anIndexWithOtherChildrenIsNotTheImage() {
        ManifestContent other = ImageIndex.of(
                        MediaTypes.OCI_INDEX, List.of(amd64.manifest().withPlatform(Platform.LINUX_AMD64)))
                .content();
        store.pushManifest(PILOT, other);

        assertThatThrownBy(() -> images(copy(other.digest(), MediaTypes.OCI_INDEX)))
                .hasMessageContaining("lists [" + amd64.manifest().digest() + "], the catalog [");
    }

    @Test
    void anIndexThatNamesAnotherPlatformIsNotTheImage() {
        ManifestContent other = ImageIndex.of(
                        MediaTypes.OCI_INDEX,
                        List.of(
                                amd64.manifest().withPlatform(Platform.LINUX_ARM64),
                                Descriptor.of(
                                        MediaTypes.OCI_MANIFEST,
                                        arm64.manifest().digest(),
                                        1)))
                .content();
        store.pushManifest(PILOT, other);

        assertThatThrownBy(() -> images(copy(other.digest(), MediaTypes.OCI_INDEX)))
                .hasMessageContaining("pilot (debug), linux/amd64: the index says it is for linux/arm64")
                .hasMessageContaining("pilot (debug), linux/arm64: the index says it is for no platform")
                .hasMessageContaining("the index says its manifest has 1 bytes, it has ");
    }

    @Test
    void anotherMediaTypeIsNotTheImage() {
        assertThatThrownBy(() -> images(copy(image().digest(), MediaTypes.DOCKER_INDEX)))
                .hasMessageContaining("is " + MediaTypes.OCI_INDEX + ", expected " + MediaTypes.DOCKER_INDEX);
        assertThatThrownBy(() -> images(copy(amd64.manifest().digest(), MediaTypes.OCI_MANIFEST)))
                .hasMessageContaining("is one image, the catalog has 2 platforms");
    }

    @Test
    void anIndexInAnIndexIsNoImageOfOnePlatform() {
        ManifestContent inner = store.manifest(PILOT, image().digest());
        ManifestContent outer = ImageIndex.of(
                        MediaTypes.OCI_INDEX,
                        List.of(
                                inner.descriptor().withPlatform(Platform.LINUX_AMD64),
                                arm64.manifest().withPlatform(Platform.LINUX_ARM64)))
                .content();
        store.pushManifest(PILOT, outer);
        List<CatalogPlatform> platforms = List.of(
                new CatalogPlatform(Platform.LINUX_AMD64, inner.digest(), 1, "s"),
                image().platforms().get(1));
        CatalogImage nested = new CatalogImage(
                "pilot", "debug", PILOT, outer.digest(), MediaTypes.OCI_INDEX, List.of(), platforms, List.of());

        assertThatThrownBy(() -> images(Releases.with(nested)))
                .hasMessageContaining(inner.digest() + " is an index, expected the image of one platform");
    }

    @Test
    void attachmentsMustBeThere() {
        ManifestContent sbom = new TestImages(7)
                .referrer(
                        store,
                        PILOT,
                        Descriptor.of(MediaTypes.OCI_INDEX, image().digest(), 1),
                        "application/spdx+json");
        Digest missing = Digest.sha256("missing");

        assertThat(new CatalogVerifier(store)
                        .verify(attached(new Attachment("sbom", sbom.digest())), Depth.CONTENT)
                        .manifests())
                .isEqualTo(4);
        assertThatThrownBy(() -> images(attached(new Attachment("signature", missing))))
                .hasMessageContaining("pilot (debug), signature: " + PILOT + "@" + missing + " does not exist");
    }

    @Test
    void anInterruptCancels() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> verify(Depth.CONTENT)).isInstanceOf(CancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private CatalogImage image() {
        return catalog.images().get(0);
    }

    private Catalog attached(Attachment attachment) {
        CatalogImage i = image();
        return Releases.with(new CatalogImage(
                i.name(),
                i.variant(),
                i.repository(),
                i.digest(),
                i.mediaType(),
                i.tags(),
                i.platforms(),
                List.of(attachment)));
    }

    private Catalog copy(Digest digest, String mediaType) {
        CatalogImage i = image();
        return Releases.with(new CatalogImage(
                i.name(), i.variant(), i.repository(), digest, mediaType, List.of(), i.platforms(), List.of()));
    }

    private Verified verify(Depth depth) {
        return new CatalogVerifier(store).verify(catalog, depth);
    }

    private Verified images(Catalog other) {
        return new CatalogVerifier(store).verifyImages(other, Depth.PRESENCE);
    }
}
