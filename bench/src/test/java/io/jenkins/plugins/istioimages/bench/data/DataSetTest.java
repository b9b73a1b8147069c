package io.jenkins.plugins.istioimages.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataSetTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(ArchiveForm.class)
    void everyArchiveHoldsTheLayersItSays(ArchiveForm form) throws IOException {
        ArchiveDirectory archives = data(form).archives();
        assertThat(archives.archives()).hasSize(6);
        for (Archive archive : archives.archives()) {
            Map<String, byte[]> entries = read(archives.file(archive), form.compressesArchives());
            var image = Json.read(entries.get("manifest.json"), archive.file()).get(0);
            assertThat(image.path("RepoTags").get(0).asText()).isEqualTo(archive.repoTag());
            ImageConfig config =
                    ImageConfig.parse(entries.get(image.path("Config").asText()), archive.file());
            assertThat(config.platform()).hasToString(archive.machine().platform());
            assertThat(config.diffIds()).map(Digest::toString).isEqualTo(archive.diffIds());
            for (int i = 0; i < archive.diffIds().size(); i++) {
                byte[] layer = entries.get(image.path("Layers").get(i).asText());
                byte[] plain = form.compressesLayers() ? inflate(layer) : layer;
                assertThat(Digest.sha256(plain)).hasToString(archive.diffIds().get(i));
            }
        }
    }

    @Test
    void namesAndTagsFollowReleaseBuilder() throws IOException {
        assertThat(data(ArchiveForm.TAR_GZ).archives().archives())
                .extracting(Archive::file, Archive::repoTag)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("pilot.tar.gz", "bench.example/istio/pilot:1.14.5"),
                        org.assertj.core.groups.Tuple.tuple(
                                "proxyv2-distroless-arm64.tar.gz",
                                "bench.example/istio/proxyv2:1.14.5-distroless-arm64"));
    }

    @Test
    void theSameParametersGiveTheSameBytes() throws IOException {
        ArchiveDirectory first = data(ArchiveForm.TAR).archives();
        ArchiveDirectory second = DataSet.open(
                        directory.resolve("again"), new DataParameters(ImageSet.SMALL, 1, 1, ArchiveForm.TAR))
                .archives();
        for (Archive archive : first.archives()) {
            assertThat(second.file(archive)).hasSameBinaryContentAs(first.file(archive));
        }
    }

    @Test
    void imagesOfOnePlatformAndVariantShareTheirBase() throws IOException {
        DataSet data = data(ArchiveForm.TAR);
        Set<String> bases = new HashSet<>();
        int layers = 0;
        for (Archive archive : data.archives().archives()) {
            bases.add(archive.diffIds().get(0));
            layers += archive.diffIds().size();
        }
        assertThat(bases).hasSize(4);
        assertThat(data.distinctLayers()).hasSizeLessThan(layers).doesNotHaveDuplicates();
    }

    @Test
    void oneLayerOfOneArchiveChanges() throws IOException {
        DataSet data = data(ArchiveForm.TAR);
        ArchiveDirectory before = data.archives();
        ArchiveDirectory after = data.changedArchives();
        Set<String> layers = new HashSet<>();
        after.archives().forEach(archive -> layers.addAll(archive.diffIds()));
        before.archives().forEach(archive -> archive.diffIds().forEach(layers::remove));
        assertThat(layers).hasSize(1);
        for (Archive archive : after.archives()) {
            boolean same = Files.mismatch(after.file(archive), before.file(archive)) < 0;
            assertThat(same).isEqualTo(!archive.file().equals("pilot.tar"));
        }
    }

    @Test
    void theLayoutHoldsEveryBlobUnderItsDigest() throws IOException {
        LayoutDirectory layout = data(ArchiveForm.TAR).layout();
        assertThat(layout.images()).hasSize(3);
        assertThat(layout.names()).containsExactly("proxyv2", "pilot");
        try (Stream<Path> blobs = Files.list(layout.path().resolve("blobs/sha256"))) {
            List<Path> all = blobs.toList();
            assertThat(all).hasSizeGreaterThan(20);
            for (Path blob : all) {
                assertThat(Digest.sha256(Files.readAllBytes(blob)).hex())
                        .isEqualTo(blob.getFileName().toString());
            }
        }
    }

    @Test
    void dockerfilesToAssembleHaveNoRun() throws IOException {
        List<AssemblyImage> images = data(ArchiveForm.TAR).assembly();
        assertThat(images).hasSize(3);
        for (AssemblyImage image : images) {
            assertThat(image.dockerfile()).content().contains("FROM ", "COPY ").doesNotContain("RUN ");
            assertThat(image.binary(Machine.ARM64)).isExecutable().hasSize(100_000);
        }
    }

    @Test
    void largerScaleMeansLargerLayers() throws IOException {
        DataSet twice = DataSet.open(directory, new DataParameters(ImageSet.SMALL, 2, 1, ArchiveForm.TAR));
        assertThat(size(twice.distinctLayers())
                        / (double) size(data(ArchiveForm.TAR).distinctLayers()))
                .isBetween(1.6, 2.1);
    }

    private DataSet data(ArchiveForm form) {
        return DataSet.open(directory, new DataParameters(ImageSet.SMALL, 1, 1, form));
    }

    private static long size(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }

    private static Map<String, byte[]> read(Path file, boolean compressed) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(compressed ? new GZIPInputStream(raw) : raw)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), tar.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] inflate(byte[] content) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        }
    }
}
