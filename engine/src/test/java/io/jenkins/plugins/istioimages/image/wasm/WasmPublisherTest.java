package io.jenkins.plugins.istioimages.image.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ForwardingStore;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WasmPublisherTest {
    private static final Reference TARGET = Reference.parse("r.example/wasm/auth:1.0");
    private static final Compressor GZIP = Compressors.jdkGzip();

    @TempDir
    Path directory;

    private final InMemoryStore store = new InMemoryStore();
    private Path file;

    @BeforeEach
    void module() throws IOException {
        file = Files.write(directory.resolve("anything.wasm"), Modules.plugin());
    }

    private WasmPublished publish(WasmFormat format) {
        return publisher().publish(WasmImageRequest.of(file, format, TARGET));
    }

    private WasmPublisher publisher() {
        return new WasmPublisher(store, GZIP, directory.resolve("temporary"));
    }

    private ImageManifest manifest() {
        return (ImageManifest) store.manifest(TARGET).parse();
    }

    private JsonNode config() {
        return Json.read(TestImages.read(store, TARGET.repository(), manifest().config()), "config");
    }

    @Test
    void theDockerFormIsOneGzipLayerUnderADockerManifest() throws IOException {
        publish(WasmFormat.DOCKER);
        ImageManifest manifest = manifest();
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
        assertThat(manifest.config().mediaType()).isEqualTo(MediaTypes.DOCKER_CONFIG);
        assertThat(manifest.annotations()).isEmpty();
        assertThat(manifest.layers()).extracting(Descriptor::mediaType).containsExactly(MediaTypes.DOCKER_LAYER_GZIP);
        assertLayer(manifest.layers().get(0));
        assertThat(config().at("/config/Labels/module.wasm.runtime~1abi_version")
                        .asText())
                .isEqualTo("0.2.1");
    }

    @Test
    void theOciFormIsOneGzipLayerUnderAnOciManifest() throws IOException {
        publish(WasmFormat.OCI);
        ImageManifest manifest = manifest();
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(manifest.config().mediaType()).isEqualTo(MediaTypes.OCI_CONFIG);
        assertThat(manifest.annotations())
                .containsEntry("module.wasm.image/variant", "compat")
                .containsEntry("module.wasm.runtime/abi_version", "0.2.1");
        assertThat(manifest.layers()).extracting(Descriptor::mediaType).containsExactly(MediaTypes.OCI_LAYER_GZIP);
        assertLayer(manifest.layers().get(0));
        assertThat(config().path("created").asText()).isEqualTo("1970-01-01T00:00:00Z");
    }

    private void assertLayer(Descriptor layer) throws IOException {
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(TestImages.read(store, TARGET.repository(), layer)))
                .readAllBytes();
        assertThat(config().at("/rootfs/diff_ids/0").asText())
                .isEqualTo(io.jenkins.plugins.istioimages.oci.Digest.sha256(tar).toString());
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            TarArchiveEntry entry = in.getNextEntry();
            assertThat(entry.getName()).isEqualTo("plugin.wasm");
            assertThat(entry.getMode() & 07777).isEqualTo(0644);
            assertThat(entry.getLastModifiedTime().toMillis()).isZero();
            assertThat(in.readAllBytes()).isEqualTo(Modules.plugin());
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @Test
    void theArtifactHoldsTheRuntimeConfigurationAndTheBareModule() {
        publisher()
                .publish(new WasmImageRequest(
                        file, WasmFormat.ARTIFACT, TARGET, Instant.EPOCH, List.of("add_header"), false));
        ImageManifest manifest = manifest();
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(manifest.config().mediaType()).isEqualTo("application/vnd.module.wasm.config.v1+json");
        assertThat(manifest.layers())
                .extracting(Descriptor::mediaType)
                .containsExactly(
                        "application/vnd.module.wasm.config.v1+json",
                        "application/vnd.module.wasm.content.layer.v1+wasm");
        assertThat(manifest.layers().get(0).sameContent(manifest.config())).isTrue();
        assertThat(TestImages.read(store, TARGET.repository(), manifest.layers().get(1)))
                .isEqualTo(Modules.plugin());
        assertThat(config().toString())
                .isEqualTo("{\"abiVersions\":[\"0.2.1\"],\"config\":{\"root_ids\":[\"add_header\"]},"
                        + "\"type\":\"envoy_proxy\"}");
        assertThat(manifest.annotations())
                .containsEntry("module.wasm.runtime/abi_version", "0.2.1")
                .containsEntry("module.wasm.runtime/type", "envoy_proxy");
    }

    @ParameterizedTest
    @EnumSource(WasmFormat.class)
    void everyLineOfIstioTakesWhatWePush(WasmFormat format) {
        WasmPublished published = publish(format);
        WasmReport report = new WasmCheck(store).check(TARGET, IstioLine.all());
        assertThat(report.accepted()).as(report.verdicts().toString()).isTrue();
        assertThat(report.form()).contains(format);
        assertThat(report.notes()).isEmpty();
        assertThat(report.digest()).contains(published.manifest().digest());
        assertThat(report.module()).contains(published.module());
    }

    @ParameterizedTest
    @EnumSource(WasmFormat.class)
    void aSecondRunSendsNothingAndAnotherFileNameChangesNothing(WasmFormat format) throws IOException {
        WasmPublished first = publish(format);
        assertThat(first.bytesSent()).isPositive();
        store.clearLog();
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        file = Files.move(file, directory.resolve("other.bin"));
        WasmPublished second = publish(format);
        assertThat(second.manifest()).isEqualTo(first.manifest());
        assertThat(second.bytesSent()).isZero();
        assertThat(second.written()).isFalse();
        assertThat(store.log()).isEmpty();
    }

    @Test
    void theTagIsWrittenLast() {
        publish(WasmFormat.OCI);
        List<String> log = store.log();
        assertThat(log).hasSize(4);
        assertThat(log.get(2)).startsWith("manifest ");
        assertThat(log.get(3)).startsWith("tag ");
    }

    @Test
    void whatTheStoreGivesBackSpoiledIsNotTagged() {
        InMemoryStore spoiling = store;
        ForwardingStore broken = new ForwardingStore(spoiling) {
            @Override
            public Descriptor pushManifest(
                    io.jenkins.plugins.istioimages.oci.Repository repository,
                    io.jenkins.plugins.istioimages.oci.ManifestContent content) {
                Descriptor pushed = super.pushManifest(repository, content);
                ImageManifest manifest = (ImageManifest) content.parse();
                spoiling.spoilBlob(repository, manifest.layers().get(0).digest());
                return pushed;
            }
        };
        WasmPublisher publisher = new WasmPublisher(broken, GZIP, directory.resolve("temporary"));
        assertThatThrownBy(() -> publisher.publish(WasmImageRequest.of(file, WasmFormat.OCI, TARGET)))
                .isInstanceOf(WorkException.class);
        assertThat(store.tags(TARGET.repository())).isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedBeforeAnythingIsPushed() throws IOException {
        Files.write(file, Modules.exporting("malloc"));
        assertRefused("exports no ABI version that Envoy knows (0.1.0, 0.2.0, 0.2.1), but none at all");
        Files.writeString(file, "no module");
        assertRefused("byte 0: is no Wasm module");
        Files.delete(file);
        assertRefused("does not exist");
        Files.createDirectory(file);
        assertRefused("is no file");
        assertThat(store.log()).isEmpty();
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void moreThanIstioReadsIsRefusedUnread() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(WasmModule.MAX_SIZE);
        }
        assertRefused("Istio takes at most 268434944");
    }

    @Test
    void anAbiThatEnvoyDoesNotKnowCanBeAllowed() throws IOException {
        Files.write(file, Modules.exporting("malloc"));
        publisher().publish(new WasmImageRequest(file, WasmFormat.OCI, TARGET, Instant.EPOCH, List.of(), true));
        WasmReport report = new WasmCheck(store).check(TARGET, IstioLine.all());
        assertThat(report.accepted()).isTrue();
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("Envoy will not load it: the module exports no ABI version");
    }

    @Test
    void aDigestIsNoTargetAndZstdNoCompressor() {
        Reference digest = Reference.parse("r.example/x@sha256:" + "a".repeat(64));
        assertThatThrownBy(() -> WasmImageRequest.of(file, WasmFormat.OCI, digest))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pushed under a tag");
        assertThatThrownBy(() -> new WasmPublisher(store, new NotGzip(), directory))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not gzip");
        assertThatThrownBy(() -> WasmFormat.parse("dokcer")).hasMessageContaining("did you mean 'docker'?");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> publish(WasmFormat.DOCKER))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("temporary"))) {
            return files.toList();
        }
    }

    private static final class NotGzip implements Compressor {
        @Override
        public String id() {
            return "zstd-1";
        }

        @Override
        public String layerMediaType() {
            return MediaTypes.OCI_LAYER_ZSTD;
        }

        @Override
        public OutputStream compress(OutputStream out) {
            return out;
        }
    }
}
