package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.ArchiveImage;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchivesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path dir;

    private OciLayout layout;
    private Catalog catalog;

    @BeforeEach
    void images() {
        layout = OciLayout.create(dir.resolve("layout"));
        catalog = new CatalogBuilder(layout, Releases.TAGS::of, Releases.ORDER)
                .build(
                        Releases.lock(),
                        Optional.empty(),
                        Stream.of("debug", "distroless")
                                .flatMap(variant -> Releases.ORDER.stream()
                                        .map(platform -> Releases.record(layout, "pilot", variant, platform)))
                                .toList());
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void everyVariantAndPlatformHasAFileAndTheDefaultASecondName() throws IOException {
        write("istio");
        try (Stream<Path> files = Files.list(dir.resolve("out/docker"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "pilot.tar.gz",
                            "pilot-arm64.tar.gz",
                            "pilot-debug.tar.gz",
                            "pilot-debug-arm64.tar.gz",
                            "pilot-distroless.tar.gz",
                            "pilot-distroless-arm64.tar.gz");
        }
        assertThat(file("pilot")).hasSameBinaryContentAs(file("pilot-debug"));
    }

    @Test
    void anArchiveHasTheImageOfItsPlatformUnderTheReleasesNames() {
        write("ghcr.io/resf/istio");
        assertThat(image("pilot-arm64").names())
                .containsExactly(
                        "ghcr.io/resf/istio/pilot:1.14.5-arm64", "ghcr.io/resf/istio/pilot:1.14.5-debug-arm64");
        assertThat(image("pilot-arm64").settings().platform()).isEqualTo(Platform.LINUX_ARM64);
        assertThat(image("pilot-distroless").names()).containsExactly("ghcr.io/resf/istio/pilot:1.14.5-distroless");
        assertThat(image("pilot-distroless").settings().platform()).isEqualTo(Platform.LINUX_AMD64);
    }

    @Test
    void twoBuildsWriteTheSameBytes() throws IOException {
        write("istio");
        byte[] first = Files.readAllBytes(file("pilot-distroless-arm64"));
        Files.delete(file("pilot-distroless-arm64"));
        write("istio");
        assertThat(file("pilot-distroless-arm64")).hasBinaryContent(first);
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() throws IOException {
        write("istio");
        Files.setLastModifiedTime(file("pilot"), LONG_AGO);
        write("istio");
        assertThat(Files.getLastModifiedTime(file("pilot"))).isEqualTo(LONG_AGO);
        assertThat(Files.isSameFile(file("pilot"), file("pilot-debug"))).isTrue();
    }

    @Test
    void whatIsDamagedCutOrOfAnotherNameIsWrittenAgain() throws IOException {
        write("istio");
        byte[] whole = Files.readAllBytes(file("pilot"));
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, whole.length / 2), new byte[0])) {
            Files.write(file("pilot"), damaged);
            write("istio");
            assertThat(file("pilot")).hasBinaryContent(whole);
        }
        write("elsewhere.example/x");
        assertThat(image("pilot").names()).contains("elsewhere.example/x/pilot:1.14.5");
        assertThat(file("pilot-debug")).hasSameBinaryContentAs(file("pilot"));
    }

    private ArchiveImage image(String name) {
        try (ArchiveSource archive = ArchiveSource.open(file(name))) {
            assertThat(archive.images()).hasSize(1);
            return archive.images().get(0);
        }
    }

    private void write(String hub) {
        new ImageArchives(layout, Hub.parse(hub), "1.14.5").write(catalog, dir.resolve("out"));
    }

    private Path file(String name) {
        return dir.resolve("out/docker").resolve(name + ".tar.gz");
    }
}
