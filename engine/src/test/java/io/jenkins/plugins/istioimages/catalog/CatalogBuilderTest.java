package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogBuilderTest {
    private static final Platform S390X = Platform.parse("linux/s390x");
    private static final Repository PILOT = Releases.HUB.resolve("pilot");

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void everyImageAndVariantGetsAnIndexAndItsTags() {
        List<ImageRecord> records = records(store);

        Catalog catalog = build(store, records);

        assertThat(catalog.version()).isEqualTo("1.14.5");
        assertThat(catalog.created()).isEqualTo(Releases.COMMITTED);
        assertThat(catalog.compressor()).contains("gzip-jdk-1");
        assertThat(catalog.sources().keySet()).containsExactly("istio", "proxy");
        assertThat(catalog.images())
                .extracting(image -> image.name() + " " + image.variant())
                .containsExactly("pilot debug", "pilot distroless", "proxyv2 debug", "proxyv2 distroless");
        assertThat(catalog.images().get(0).tags()).containsExactly("1.14.5", "1.14.5-debug");
        assertThat(catalog.images().get(1).tags()).containsExactly("1.14.5-distroless");
        assertThat(store.tags(PILOT)).containsExactly("1.14.5", "1.14.5-debug", "1.14.5-distroless");
        catalog.images().forEach(image -> {
            assertThat(image.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
            image.references().forEach(reference -> {
                assertThat(store.resolve(reference).orElseThrow().digest()).isEqualTo(image.digest());
                TestImages.assertComplete(store, reference);
            });
        });
    }

    @Test
    void theChildrenOfAnIndexStandInTheOrderOfTheManifest() {
        List<ImageRecord> records = new ArrayList<>();
        for (Platform platform :
                List.of(S390X, Platform.parse("linux/ppc64le"), Platform.LINUX_AMD64, Platform.LINUX_ARM64)) {
            records.add(Releases.record(store, "pilot", "debug", platform));
        }
        List<Platform> order = List.of(Platform.LINUX_ARM64, Platform.LINUX_AMD64);

        Catalog catalog =
                new CatalogBuilder(store, Releases.TAGS::of, order).build(Releases.lock(), Optional.empty(), records);

        List<String> expected = List.of("linux/arm64", "linux/amd64", "linux/ppc64le", "linux/s390x");
        CatalogImage image = catalog.images().get(0);
        assertThat(image.platforms())
                .extracting(one -> one.platform().toString())
                .isEqualTo(expected);
        ImageIndex index = (ImageIndex) store.manifest(PILOT, image.digest()).parse();
        assertThat(index.manifests())
                .extracting(child -> child.platform().orElseThrow().toString())
                .isEqualTo(expected);
        assertThat(index.manifests()).extracting(Descriptor::size).doesNotContain(0L);
    }

    @Test
    void theOrderInWhichStagesEndDoesNotMatter() {
        List<ImageRecord> records = records(store);
        String first = CatalogYaml.write(build(store, records));
        for (int seed = 0; seed < 5; seed++) {
            List<ImageRecord> shuffled = new ArrayList<>(records);
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(CatalogYaml.write(build(store, shuffled))).isEqualTo(first);
        }
    }

    @Test
    void anImageOfOnePlatformIsTaggedItself() {
        ImageRecord one = Releases.record(store, "pilot", "distroless", Platform.LINUX_ARM64);

        CatalogImage image = build(store, List.of(one)).images().get(0);

        assertThat(image.digest()).isEqualTo(one.manifest().digest());
        assertThat(image.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(store.resolve(PILOT.tag("1.14.5-distroless"))).contains(one.manifest());
    }

    @Test
    void imagesMayBeMadeForDifferentPlatforms() {
        List<ImageRecord> records = List.of(
                Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64),
                Releases.record(store, "pilot", "debug", Platform.LINUX_ARM64),
                Releases.record(store, "app", "debug", Platform.LINUX_AMD64));

        Catalog catalog = build(store, records);

        assertThat(catalog.images())
                .extracting(image -> image.platforms().size())
                .containsExactly(1, 2);
    }

    @Test
    void imagesOfTheDockerFamilyGetAnOciIndex() {
        InMemoryStore docker = new InMemoryStore();
        List<ImageRecord> records = new ArrayList<>();
        for (Platform platform : Releases.ORDER) {
            var content = new TestImages(platform.hashCode()).docker().image(docker, PILOT, platform);
            ImageRecord plain = Releases.record(store, "pilot", "debug", platform);
            long size = content.size()
                    + content.parse().references().stream()
                            .mapToLong(Descriptor::size)
                            .sum();
            records.add(new ImageRecord(
                    "pilot", "debug", PILOT, platform, content.descriptor(), size, List.of(), plain.sources(), "s"));
        }

        CatalogImage image = build(docker, records).images().get(0);

        assertThat(image.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(((ImageIndex) docker.manifest(PILOT, image.digest()).parse()).manifests())
                .extracting(Descriptor::mediaType)
                .containsOnly(MediaTypes.DOCKER_MANIFEST);
    }

    @Test
    void tagsAreWrittenAfterEverythingElse() {
        List<ImageRecord> records = records(store);
        store.clearLog();

        build(store, records);

        assertThat(store.log()).hasSize(4 + 6);
        assertThat(store.log().subList(0, 4)).allMatch(line -> line.startsWith("manifest "));
        assertThat(store.log().subList(4, 10))
                .extracting(line -> line.replaceAll("@.*", ""))
                .isSorted()
                .allMatch(line -> line.startsWith("tag "));
    }

    @Test
    void aSecondRunChangesNothing() {
        List<ImageRecord> records = records(store);
        Catalog first = build(store, records);
        store.clearLog();

        assertThat(build(store, records)).isEqualTo(first);

        assertThat(store.log()).isEmpty();
    }

    @Test
    void aStageThatReportedTwiceCountsOnce() {
        List<ImageRecord> records = new ArrayList<>(records(store));
        Catalog first = build(store, records);
        records.addAll(List.copyOf(records));

        assertThat(build(store, records)).isEqualTo(first);
    }

    @Test
    void aTagThatPointsElsewhereIsMoved() {
        ImageRecord old = Releases.record(store, "pilot", "old", Platform.LINUX_AMD64);
        store.tag(PILOT.tag("1.14.5"), store.manifest(PILOT, old.manifest().digest()));

        Catalog catalog = build(store, records(store));

        assertThat(store.resolve(PILOT.tag("1.14.5")).orElseThrow().digest())
                .isEqualTo(catalog.images().get(0).digest());
    }

    @Test
    void noTagIsWrittenWhereALayerIsMissing() {
        List<ImageRecord> records = records(store);
        ImageRecord damaged = records.get(0);
        store.loseBlob(PILOT, damaged.layers().get(1).digest());
        store.clearLog();

        assertThatThrownBy(() -> build(store, records))
                .isInstanceOf(CatalogException.class)
                .hasMessage("the catalog does not hold in store in memory:\n  pilot (debug), linux/amd64: blob "
                        + damaged.layers().get(1).digest() + " is missing in " + PILOT);
        assertThat(store.log()).noneMatch(line -> line.startsWith("tag "));
    }

    @Test
    void noTagIsWrittenWhereAConfigIsSpoiled() {
        List<ImageRecord> records = records(store);
        store.spoilBlob(
                PILOT,
                store.manifest(PILOT, records.get(0).manifest().digest())
                        .parse()
                        .references()
                        .get(0)
                        .digest());
        store.clearLog();

        assertThatThrownBy(() -> build(store, records))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("pilot (debug), linux/amd64: ")
                .hasMessageContaining("got bytes whose digest is");
        assertThat(store.log()).noneMatch(line -> line.startsWith("tag "));
    }

    @Test
    void aRecordWhoseImageIsForAnotherPlatformIsRefused() {
        ImageRecord amd64 = Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64);
        ImageRecord lying = new ImageRecord(
                "pilot",
                "debug",
                PILOT,
                Platform.LINUX_ARM64,
                amd64.manifest(),
                amd64.size() + 1,
                amd64.layers(),
                amd64.sources(),
                "istio-linux-arm64");

        assertThatThrownBy(() -> build(store, List.of(lying)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("pilot (debug): its config says it is for linux/amd64")
                .hasMessageContaining(
                        "pilot (debug): has " + amd64.size() + " bytes, the catalog says " + (amd64.size() + 1));
        assertThat(store.tags(PILOT)).isEmpty();
    }

    @Test
    void twoDifferentImagesForOnePlatformAreRefused() {
        ImageRecord one = Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64);
        ImageRecord other = Releases.record(store, "pilot", "other", Platform.LINUX_AMD64);
        ImageRecord second = new ImageRecord(
                "pilot",
                "debug",
                PILOT,
                Platform.LINUX_AMD64,
                other.manifest(),
                other.size(),
                other.layers(),
                other.sources(),
                "second");

        assertThatThrownBy(() -> build(store, List.of(one, second)))
                .isInstanceOf(CatalogException.class)
                .hasMessage("the images of the stages do not fit together:\n  pilot (debug) for linux/amd64 is "
                        + one.manifest().digest() + " of istio-linux-amd64 and "
                        + other.manifest().digest() + " of second");
    }

    @Test
    void oneImageInTwoRepositoriesIsRefused() {
        ImageRecord one = Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64);
        ImageRecord other = Releases.record(store, "pilot", "debug", Platform.LINUX_ARM64);
        ImageRecord moved = new ImageRecord(
                "pilot",
                "debug",
                Releases.HUB.resolve("elsewhere"),
                Platform.LINUX_ARM64,
                other.manifest(),
                other.size(),
                other.layers(),
                other.sources(),
                "s");

        assertThatThrownBy(() -> build(store, List.of(one, moved)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(
                        "pilot (debug) is in ghcr.io/resf/istio/pilot and in ghcr.io/resf/istio/elsewhere");
    }

    @Test
    void variantsThatWantOneTagAreRefusedUnlessTheyAreOneImage() {
        ImageRecord debug = Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64);
        ImageRecord other = Releases.record(store, "pilot", "default", Platform.LINUX_AMD64);
        ImageRecord alias = new ImageRecord(
                "pilot",
                "default",
                PILOT,
                Platform.LINUX_AMD64,
                debug.manifest(),
                debug.size(),
                debug.layers(),
                debug.sources(),
                "s");

        assertThatThrownBy(() -> build(store, List.of(debug, other)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("ghcr.io/resf/istio/pilot:1.14.5 would be "
                        + debug.manifest().digest());
        assertThat(store.tags(PILOT)).isEmpty();
        assertThat(build(store, List.of(debug, alias)).images()).hasSize(2);
    }

    @Test
    void aTagWithALeadingVIsNeverWritten() {
        ImageRecord one = Releases.record(store, "pilot", "debug", Platform.LINUX_AMD64);

        assertThatThrownBy(() -> new CatalogBuilder(store, variant -> List.of("v1.14.5"), Releases.ORDER)
                        .build(Releases.lock(), Optional.empty(), List.of(one)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("ghcr.io/resf/istio/pilot:v1.14.5 has a leading v");
        assertThat(store.tags(PILOT)).isEmpty();
    }

    @Test
    void aReleaseWithoutImagesIsAnEmptyCatalog() {
        assertThat(build(store, List.of()).images()).isEmpty();
    }

    @Test
    void anOciLayoutHoldsTheCatalogToo(@TempDir Path dir) {
        try (OciLayout layout = OciLayout.create(dir.resolve("layout"))) {
            Catalog catalog = build(layout, records(layout));

            Verified verified = new CatalogVerifier(layout).verify(catalog, CatalogVerifier.Depth.CONTENT);

            assertThat(verified.manifests()).isEqualTo(4 + 8);
            assertThat(catalog.images()).isEqualTo(build(store, records(store)).images());
        }
    }

    private static List<ImageRecord> records(ImageStore store) {
        List<ImageRecord> records = new ArrayList<>();
        for (String name : List.of("pilot", "proxyv2")) {
            for (String variant : List.of("debug", "distroless")) {
                for (Platform platform : Releases.ORDER) {
                    records.add(Releases.record(store, name, variant, platform));
                }
            }
        }
        return records;
    }

    private static Catalog build(ImageStore store, List<ImageRecord> records) {
        return new CatalogBuilder(store, Releases.TAGS::of, Releases.ORDER)
                .build(Releases.lock(), Optional.of("gzip-jdk-1"), records);
    }
}
