package io.jenkins.plugins.istioimages.image.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good and bad images through Istio's algorithm, line by line. */
class WasmCheckTest {
    private static final Reference REFERENCE = Reference.parse("r.example/wasm/auth:1.0");
    private static final byte[] TAR = TestImages.tar("plugin.wasm", Modules.plugin());
    private static final byte[] LAYER = TestImages.gzip(TAR);
    private static final byte[] OTHER = TestImages.gzip(TestImages.tar("etc/hosts", new byte[] {1}));
    private static final String CONTENT = "application/vnd.module.wasm.content.layer.v1+wasm";
    private static final String CONFIG = "application/vnd.module.wasm.config.v1+json";

    /** Which lines take it: 2, 3, 4, 5 for 1.12 to 1.15 and + for newer ones. */
    private static final String ALL = "2345+";

    private static final InMemoryStore STORE = new InMemoryStore();

    /** An image, which lines take it, and a word of the reason why the others do not. */
    private record Case(String name, ManifestContent content, String takenBy, String why) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] withWrongChecksum(byte[] tar) {
        byte[] changed = tar.clone();
        changed[150] ^= 1;
        return changed;
    }

    static Stream<Case> images() {
        return Stream.of(
                new Case("DOCKER", docker(layer(MediaTypes.DOCKER_LAYER_GZIP, LAYER)), ALL, ""),
                new Case("OCI", oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER)), ALL, ""),
                new Case(
                        "ARTIFACT",
                        artifact(layer(CONFIG, new byte[] {'{', '}'}), layer(CONTENT, Modules.plugin())),
                        ALL,
                        ""),
                new Case(
                        "ARTIFACT_THE_OTHER_WAY_ROUND",
                        artifact(layer(CONTENT, Modules.plugin()), layer(CONFIG, new byte[] {'{', '}'})),
                        ALL,
                        ""),
                new Case(
                        "ARTIFACT_WITH_ANY_CONFIG",
                        oci(layer("text/plain", new byte[] {'x'}), layer(CONTENT, Modules.plugin())),
                        ALL,
                        ""),
                new Case(
                        "IN_A_DIRECTORY",
                        oci(layer(MediaTypes.OCI_LAYER_GZIP, tarred("opt/x/plugin.wasm", Modules.plugin()))),
                        ALL,
                        ""),
                new Case(
                        "WRONG_CHECKSUM_IN_TAR",
                        oci(layer(MediaTypes.OCI_LAYER_GZIP, TestImages.gzip(withWrongChecksum(TAR)))),
                        "",
                        "wrong checksum"),
                // An image of one of two layers is read as that, so what is beside it is not looked at.
                new Case(
                        "ARTIFACT_BESIDE_AN_IMAGE_OF_SOMETHING_ELSE",
                        oci(
                                layer(CONTENT, Modules.plugin()),
                                layer(MediaTypes.OCI_LAYER_GZIP, tarred("plugin.wasm", new byte[20]))),
                        "2345",
                        "does not begin as a Wasm module"),
                new Case(
                        "DOCKER_LABEL_BEFORE_COPY",
                        docker(layer(MediaTypes.DOCKER_LAYER_GZIP, OTHER), layer(MediaTypes.DOCKER_LAYER_GZIP, LAYER)),
                        "+",
                        "exactly 1"),
                new Case(
                        "OCI_TWO_LAYERS",
                        oci(layer(MediaTypes.OCI_LAYER_GZIP, OTHER), layer(MediaTypes.OCI_LAYER_GZIP, LAYER)),
                        "+",
                        "exactly 1"),
                new Case(
                        "PLUGIN_NOT_IN_THE_LAST_LAYER",
                        oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER), layer(MediaTypes.OCI_LAYER_GZIP, OTHER)),
                        "",
                        ""),
                new Case(
                        "OTHER_NAME",
                        oci(layer(MediaTypes.OCI_LAYER_GZIP, tarred("filter.wasm", Modules.plugin()))),
                        "",
                        "no plugin.wasm"),
                new Case(
                        "DIRECTORY_OF_THAT_NAME",
                        docker(layer(MediaTypes.DOCKER_LAYER_GZIP, tarred("plugin.wasm/", new byte[0]))),
                        "",
                        "does not begin"),
                new Case("NO_LAYER", oci(), "", "no layer"),
                new Case("DOCKER_NO_LAYER", docker(), "", "no layer"),
                new Case("ZSTD", oci(layer(MediaTypes.OCI_LAYER_ZSTD, LAYER)), "", "tar+zstd"),
                new Case(
                        "PLAIN_TAR",
                        oci(layer(MediaTypes.OCI_LAYER, TAR)),
                        "",
                        "expected application/vnd.oci.image.layer.v1.tar+gzip"),
                new Case("PLAIN_TAR_THAT_SAYS_GZIP", oci(layer(MediaTypes.OCI_LAYER_GZIP, TAR)), "", "no tar in gzip"),
                new Case(
                        "BARE_MODULE_THAT_SAYS_GZIP_TAR",
                        oci(layer(MediaTypes.OCI_LAYER_GZIP, TestImages.gzip(Modules.plugin()))),
                        "",
                        ""),
                new Case(
                        "DOCKER_LAYER_IN_OCI",
                        oci(layer(MediaTypes.DOCKER_LAYER_GZIP, LAYER)),
                        "",
                        "rootfs.diff.tar.gzip; expected"),
                new Case(
                        "OCI_LAYER_IN_DOCKER",
                        docker(layer(MediaTypes.OCI_LAYER_GZIP, LAYER)),
                        "",
                        "v1.tar+gzip; expected"),
                new Case("ARTIFACT_OF_ONE_LAYER", artifact(layer(CONTENT, Modules.plugin())), "", "exactly 2"),
                new Case(
                        "ARTIFACT_OF_THREE_LAYERS",
                        artifact(
                                layer(CONFIG, new byte[] {'{', '}'}),
                                layer(CONTENT, Modules.plugin()),
                                layer("text/plain", new byte[] {'x'})),
                        "",
                        "exactly 2"),
                new Case(
                        "ARTIFACT_OF_A_WRONG_TYPE",
                        artifact(
                                layer(CONFIG, new byte[] {'{', '}'}),
                                layer("application/vnd.wasm.content.layer.v1+wasm", Modules.plugin())),
                        "",
                        "no layer is of the type"),
                new Case(
                        "ARTIFACT_IN_GZIP",
                        artifact(
                                layer(CONFIG, new byte[] {'{', '}'}),
                                layer(CONTENT, TestImages.gzip(Modules.plugin()))),
                        "",
                        "does not begin"),
                new Case(
                        "ARTIFACT_UNDER_DOCKER",
                        docker(layer(CONFIG, new byte[] {'{', '}'}), layer(CONTENT, Modules.plugin())),
                        "",
                        ""),
                new Case(
                        "NOT_WASM",
                        docker(layer(
                                MediaTypes.DOCKER_LAYER_GZIP,
                                tarred("plugin.wasm", "#!/bin/sh -e".getBytes(StandardCharsets.US_ASCII)))),
                        "",
                        "does not begin"),
                new Case(
                        "SEVEN_BYTES",
                        docker(layer(
                                MediaTypes.DOCKER_LAYER_GZIP, tarred("plugin.wasm", Arrays.copyOf(Modules.HEADER, 7)))),
                        "",
                        "does not begin"),
                new Case(
                        "INDEX_WITH_AMD64",
                        index(oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER)), Platform.LINUX_AMD64),
                        ALL,
                        ""),
                new Case("INDEX_WITHOUT_PLATFORM", index(oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER)), null), ALL, ""),
                new Case(
                        "INDEX_WITH_AN_EMPTY_PLATFORM",
                        emptied(index(oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER)), Platform.LINUX_ARM64)),
                        "",
                        "no platform"),
                new Case(
                        "INDEX_WITHOUT_AMD64",
                        index(oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER)), Platform.LINUX_ARM64),
                        "",
                        "linux/arm64"));
    }

    @ParameterizedTest
    @MethodSource("images")
    void imagesAreTakenOrRejectedAsIstioDoes(Case image) {
        WasmReport report =
                new WasmCheck(STORE).check(REFERENCE.repository().digest(image.content.digest()), IstioLine.all());
        String takenBy = report.verdicts().stream()
                .filter(WasmVerdict::accepted)
                .map(verdict -> verdict.line().label().substring(verdict.line() == IstioLine.NEWER ? 4 : 3))
                .collect(Collectors.joining());
        // A digest of an index is a case of its own; the tables' cases are asked for by a tag.
        if (!image.content.isIndex()) {
            assertThat(takenBy).as(report.verdicts().toString()).isEqualTo(image.takenBy);
        }
        STORE.tag(REFERENCE, image.content);
        WasmReport byTag = new WasmCheck(STORE).check(REFERENCE, IstioLine.all());
        assertThat(byTag.accepted()).as(byTag.verdicts().toString()).isEqualTo(image.takenBy.equals(ALL));
        for (WasmVerdict verdict : byTag.verdicts()) {
            if (!verdict.accepted()) {
                assertThat(verdict.why()).contains(image.why);
                assertThat(verdict.mend()).isNotEmpty();
            }
        }
    }

    @Test
    void theDigestOfAnIndexIsComparedSince114() {
        ManifestContent image = oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER));
        ManifestContent index = index(image, Platform.LINUX_AMD64);
        WasmReport report = new WasmCheck(STORE).check(REFERENCE.repository().digest(index.digest()), IstioLine.all());
        assertThat(report.verdicts())
                .extracting(WasmVerdict::accepted)
                .containsExactly(true, true, false, false, false);
        assertThat(report.verdicts().get(2).mend()).endsWith("auth@" + image.digest());
        assertThat(report.digest()).contains(image.digest());
        assertThat(report.index()).contains(index.digest());
    }

    @Test
    void theResourceNamesTheDigestOfTheImageAndNotOfTheIndex() {
        ManifestContent image = oci(layer(MediaTypes.OCI_LAYER_GZIP, LAYER));
        STORE.tag(REFERENCE, index(image, Platform.LINUX_AMD64));
        WasmReport report = new WasmCheck(STORE).check(REFERENCE, List.of(IstioLine.NEWER));
        assertThat(report.resource().orElseThrow())
                .isEqualTo("""
                apiVersion: extensions.istio.io/v1alpha1
                kind: WasmPlugin
                metadata:
                  name: "auth"
                spec:
                  url: "oci://r.example/wasm/auth:1.0"
                  sha256: "%s"
                """.formatted(image.digest().hex()));
        assertThat(report.notes()).singleElement().asString().contains("is an index");
    }

    @Test
    void moreThan256MiBOfLayerIsReadOnlyByOldLines() {
        byte[] padding = new byte[1 << 20];
        ManifestContent image = oci(layer(MediaTypes.OCI_LAYER_GZIP, LargeLayer.of(padding, 256, Modules.plugin())));
        WasmReport report = new WasmCheck(STORE).check(REFERENCE.repository().digest(image.digest()), IstioLine.all());
        assertThat(report.verdicts()).extracting(WasmVerdict::accepted).containsExactly(true, true, true, true, false);
        assertThat(report.verdicts().get(4).why()).contains("at most 268435456");
    }

    @Test
    void aModuleThatIsWrongInsideIsTakenByIstioAndNotByEnvoy() {
        byte[] cut = Arrays.copyOf(Modules.plugin(), Modules.plugin().length - 1);
        ManifestContent image = oci(layer(MediaTypes.OCI_LAYER_GZIP, tarred("plugin.wasm", cut)));
        WasmReport report = new WasmCheck(STORE).check(REFERENCE.repository().digest(image.digest()), IstioLine.all());
        assertThat(report.accepted()).isTrue();
        assertThat(report.module()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("Envoy will not load it: plugin.wasm: byte ");
    }

    @Test
    void versionsBelongToLines() {
        assertThat(IstioLine.parse("1.14.5")).isEqualTo(IstioLine.V1_14);
        assertThat(IstioLine.parse("v1.12.0-rc.1")).isEqualTo(IstioLine.V1_12);
        assertThat(IstioLine.parse("1.30")).isEqualTo(IstioLine.NEWER);
        assertThat(IstioLine.parse("1.16+")).isEqualTo(IstioLine.NEWER);
        assertThatThrownBy(() -> IstioLine.parse("1.11")).hasMessageContaining("the first to do is 1.12");
        assertThatThrownBy(() -> IstioLine.parse("latest")).hasMessageContaining("expected for example 1.14");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> new WasmCheck(STORE).check(Reference.parse("r.example/none:1"), IstioLine.all()))
                .isInstanceOf(NotFoundException.class);
    }

    private static byte[] tarred(String name, byte[] content) {
        return TestImages.gzip(TestImages.tar(name, content));
    }

    private static Descriptor layer(String mediaType, byte[] content) {
        BlobSource blob = BlobSource.ofBytes(mediaType, content);
        STORE.pushBlob(REFERENCE.repository(), blob);
        return blob.descriptor();
    }

    private static ManifestContent docker(Descriptor... layers) {
        return manifest(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_CONFIG, layers);
    }

    private static ManifestContent oci(Descriptor... layers) {
        return manifest(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_CONFIG, layers);
    }

    private static ManifestContent artifact(Descriptor... layers) {
        return manifest(MediaTypes.OCI_MANIFEST, CONFIG, layers);
    }

    private static ManifestContent manifest(String mediaType, String configType, Descriptor... layers) {
        Descriptor config = layer(configType, new byte[] {'{', '}'});
        ManifestContent content =
                ImageManifest.of(mediaType, config, List.of(layers)).content();
        STORE.pushManifest(REFERENCE.repository(), content);
        return content;
    }

    /** As some programs write it for what runs nowhere; go-containerregistry takes it for a platform. */
    private static ManifestContent emptied(ManifestContent index) {
        String text = new String(index.bytes(), StandardCharsets.UTF_8)
                .replaceAll("\"platform\":\\{[^}]*}", "\"platform\":{\"architecture\":\"\",\"os\":\"\"}");
        ManifestContent content = ManifestContent.of(index.mediaType(), text.getBytes(StandardCharsets.UTF_8));
        STORE.pushManifest(REFERENCE.repository(), content);
        return content;
    }

    private static ManifestContent index(ManifestContent image, Platform platform) {
        Descriptor child =
                platform == null ? image.descriptor() : image.descriptor().withPlatform(platform);
        ManifestContent content =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(child)).content();
        STORE.pushManifest(REFERENCE.repository(), content);
        return content;
    }
}
