package io.jenkins.plugins.istioimages.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as make docker.save leaves them. */
class ArchiveImagesTest {
    private final Stage stage = Stages.stage("istio-linux-amd64");

    @TempDir
    Path dir;

    private StageDirectory directory;
    private OciLayout layout;
    private ArchiveImages images;

    @BeforeEach
    void open() {
        directory = new StageDirectory(dir.resolve("work"));
        layout = OciLayout.create(dir.resolve("layout"));
        images = new ArchiveImages(layout, Stages.HUB, "1.14.5", Compressors.jdkGzip(), BuildListener.NONE);
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void namesAndVariantsAreThoseOfTheTagsAndNotOfTheFile() throws IOException {
        archive("x.tar.gz", Platform.LINUX_AMD64, "one", "h/istio/pilot:1.14.5-debug", "h/istio/pilot:1.14.5");
        archive("y.tar.gz", Platform.LINUX_AMD64, "two", "h/istio/pilot:1.14.5-distroless");
        archive("z.tar", Platform.LINUX_AMD64, "three", "h:5000/istio/app:1.14.5");
        assertThat(images.make(stage, directory))
                .extracting(image -> image.name() + " " + image.variant())
                .containsExactly("app default", "pilot debug", "pilot distroless");
    }

    @Test
    void theArchitectureIsTheConfigsAndItsSuffixNoVariant() throws IOException {
        archive("pilot.tar.gz", Platform.LINUX_ARM64, "one", "h/pilot:1.14.5-distroless-arm64", "h/pilot:latest");
        archive("proxyv2.tar.gz", Platform.parse("linux/ppc64le"), "two", "h/proxyv2:1.14.5-ppc64le");
        List<ImageRecord> records = images.make(stage, directory);
        assertThat(records)
                .extracting(image -> image.name() + " " + image.variant() + " " + image.platform())
                .containsExactly("pilot distroless linux/arm64", "proxyv2 default linux/ppc64le");
    }

    @Test
    void theCopyUnderTheDefaultNameIsTheSameImageOnce() throws IOException {
        for (String file : List.of("pilot-debug.tar.gz", "pilot.tar.gz")) {
            archive(file, Platform.LINUX_AMD64, "one", "h/pilot:1.14.5-debug", "h/pilot:1.14.5");
        }
        assertThat(images.make(stage, directory)).hasSize(1);
    }

    @Test
    void aDefaultThatWasSavedOnItsOwnIsTheSameImageOnceToo() throws IOException {
        archive("pilot.tar.gz", Platform.LINUX_AMD64, "a", "hub.example/pilot:1.14.5");
        archive("pilot-debug.tar.gz", Platform.LINUX_AMD64, "a", "hub.example/pilot:1.14.5-debug");
        archive("proxyv2.tar.gz", Platform.LINUX_AMD64, "b", "hub.example/proxyv2:1.14.5");
        archive("proxyv2-debug.tar.gz", Platform.LINUX_AMD64, "c", "hub.example/proxyv2:1.14.5-debug");
        assertThat(images.make(stage, directory))
                .extracting(record -> record.name() + " " + record.variant())
                .containsExactly("pilot debug", "proxyv2 debug", "proxyv2 default");
    }

    @Test
    void layersAreCompressedAndStillTheSameInside() throws IOException {
        archive("pilot.tar.gz", Platform.LINUX_AMD64, "layer bytes", "h/pilot:1.14.5");
        ImageRecord record = images.make(stage, directory).get(0);
        ImageManifest manifest = (ImageManifest)
                layout.manifest(record.repository(), record.manifest().digest()).parse();
        ImageConfig config;
        try (var in = layout.openBlob(record.repository(), manifest.config())) {
            config = ImageConfig.parse(in.readAllBytes(), "config");
        }
        try (var in = new GZIPInputStream(
                layout.openBlob(record.repository(), manifest.layers().get(0)))) {
            assertThat(Digest.sha256(in.readAllBytes()))
                    .isEqualTo(config.diffIds().get(0));
        }
        assertThat(record.repository()).hasToString("staging.example/mini/pilot");
        assertThat(record.layers()).isEqualTo(manifest.layers());
        assertThat(new StageResults(layout, Stages.HUB)
                        .save(stage, stage.key(), StageRecords.ofImages(List.of(record))))
                .isNotNull();
        assertThat(new StageResults(layout, Stages.HUB).find(stage, stage.key()))
                .isPresent();
    }

    @Test
    void aSecondCollectionGivesTheSameDigests() throws IOException {
        archive("pilot.tar.gz", Platform.LINUX_AMD64, "one", "h/pilot:1.14.5");
        assertThat(images.make(stage, directory)).isEqualTo(images.make(stage, directory));
    }

    @Test
    void noArchiveAtAllIsAFailureAndNotAnEmptyRelease() {
        assertThatThrownBy(() -> images.make(stage, directory))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("make left no image archive");
    }

    @Test
    void anArchiveOfAnotherVersionIsNamedWithItsTags() throws IOException {
        archive("pilot.tar.gz", Platform.LINUX_AMD64, "one", "h/pilot:1.13.0");
        assertThatThrownBy(() -> images.make(stage, directory))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("holds no image of version 1.14.5: its tags are h/pilot:1.13.0");
    }

    private void archive(String name, Platform platform, String content, String... tags) throws IOException {
        byte[] layer = tar("file", content.getBytes(UTF_8));
        byte[] config = ("{\"os\":\"" + platform.os() + "\",\"architecture\":\"" + platform.architecture()
                        + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + Digest.sha256(layer) + "\"]}}")
                .getBytes(UTF_8);
        String configName = Digest.sha256(config).hex() + ".json";
        String manifest = "[{\"Config\":\"" + configName + "\",\"RepoTags\":[\"" + String.join("\",\"", tags)
                + "\"],\"Layers\":[\"l/layer.tar\"]}]";
        Path file = directory.source("istio").resolve("out/linux_amd64/release/docker/" + name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = name.endsWith(".gz")
                        ? new GZIPOutputStream(Files.newOutputStream(file))
                        : Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            add(tar, "l/layer.tar", layer);
            add(tar, configName, config);
            add(tar, "manifest.json", manifest.getBytes(UTF_8));
        }
    }

    private static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, name, content);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
