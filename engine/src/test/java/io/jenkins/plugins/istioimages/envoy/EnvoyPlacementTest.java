package io.jenkins.plugins.istioimages.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.SourceTrees;
import io.jenkins.plugins.istioimages.catalog.CatalogException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyPlacementTest {
    private static final String SHA = "47df873eb1bd7cb914a6433f73f8a31abde61dbc";
    private static final EnvoyVersion VERSION = new EnvoyVersion(SHA, "1.22.5", "Clean/RELEASE/BoringSSL");
    private static final Hub HUB = Hub.parse("staging.example/mini");
    private static final String IMAGE = "staging.example/mini/envoy-builds:1.14.5";

    @TempDir
    private Path dir;

    private OciLayout layout;
    private String script = "";
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void layout() {
        layout = OciLayout.create(dir.resolve("layout"), TransferListener.NONE);
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void aNewTreeGetsTheTwoNamesThatItsScriptLooksFor() throws IOException {
        index(push(Platform.LINUX_AMD64, "amd64", Map.of()), push(Platform.LINUX_ARM64, "arm64", Map.of()));
        Path release = place(istio(Platform.LINUX_ARM64));
        assertThat(release).isEqualTo(dir.resolve("src/istio.io/istio/out/linux_arm64/release"));
        assertThat(contents(release)).containsExactly("envoy=arm64", "envoy-" + SHA + "=arm64");
        assertThat(Files.isExecutable(release.resolve("envoy"))).isTrue();
        assertThat(dir.resolve("src/istio.io/.envoy")).doesNotExist();
        assertThat(notices).isEmpty();
    }

    @Test
    void anOldTreeGetsCentosAndExtensionsOfThePlatformThatHasThem() throws IOException {
        script = "envoy-centos stats.wasm";
        index(
                push(
                        Platform.LINUX_AMD64,
                        "amd64",
                        Map.of("stats-filter.wasm", "s", "metadata-exchange-filter.compiled.wasm", "m")),
                push(Platform.LINUX_ARM64, "arm64", Map.of()));
        assertThat(contents(place(istio(Platform.LINUX_ARM64))))
                .containsExactly(
                        "envoy=arm64",
                        "envoy-" + SHA + "=arm64",
                        "envoy-centos=arm64",
                        "envoy-centos-" + SHA + "=arm64",
                        "metadata-exchange-filter.compiled.wasm=m",
                        "metadata_exchange-" + SHA + ".compiled.wasm=m",
                        "stats-" + SHA + ".wasm=s",
                        "stats-filter.wasm=s");
    }

    @Test
    void extensionsThatNobodyHasAreANotice() throws IOException {
        script = "stats.wasm";
        index(push(Platform.LINUX_ARM64, "arm64", Map.of()));
        assertThat(contents(place(istio(Platform.LINUX_ARM64)))).hasSize(2);
        assertThat(notices).containsExactly("no image of Envoy has extensions, so istio's scripts will download them");
    }

    @Test
    void copiesAreFilesOfTheirOwn() throws IOException {
        index(push(Platform.LINUX_AMD64, "amd64", Map.of()));
        Path release = place(istio(Platform.LINUX_AMD64));
        Files.writeString(release.resolve("envoy"), "stripped");
        assertThat(release.resolve("envoy-" + SHA)).hasContent("amd64");
    }

    @Test
    void anImageWithoutEnvoyIsRefused() {
        BlobSource config = BlobSource.ofBytes(
                MediaTypes.OCI_CONFIG, ImageConfig.empty(Platform.LINUX_AMD64).bytes());
        layout.pushBlob(HUB.image("envoy-builds"), config);
        ManifestContent empty = ImageManifest.of(MediaTypes.OCI_MANIFEST, config.descriptor(), List.of())
                .content();
        layout.pushManifest(HUB.image("envoy-builds"), empty);
        layout.tag(HUB.image("envoy-builds").tag("1.14.5"), empty);
        assertThatThrownBy(() -> images().take(images().find(IMAGE, Platform.LINUX_AMD64), dir.resolve("taken")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no /usr/local/bin/envoy to be reused; istio's image with Envoy is proxyv2");
    }

    @Test
    void aStageThatReusesAnImageHasNoUseForSources() {
        Stage reused = stage(StageKind.ENVOY, Platform.LINUX_AMD64, List.of(), Map.of());
        placement((stage, name, directory) -> {
                    throw new AssertionError("checked out");
                })
                .checkOut(reused, "proxy", dir.resolve("proxy"));
        assertThat(dir.resolve("proxy")).doesNotExist();
    }

    @Test
    void platformsOfAnotherVersionDoNotAgree() {
        ImageRecord amd64 = push(Platform.LINUX_AMD64, "amd64", Map.of());
        ImageRecord arm64 =
                push(Platform.LINUX_ARM64, Map.of(), new EnvoyVersion(SHA, "1.22.6", "Modified/RELEASE/BoringSSL"));
        EnvoyAgreement agreement = new EnvoyAgreement(layout);
        assertThat(agreement.check(List.of(amd64)))
                .singleElement()
                .satisfies(image -> assertThat(image.version()).isEqualTo(VERSION))
                .satisfies(image -> assertThat(image.isCompiled()).isTrue());
        assertThatThrownBy(() -> agreement.check(List.of(amd64, arm64)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("Envoy is not the same on all platforms")
                .hasMessageContaining("linux/amd64: " + VERSION + ", compiled")
                .hasMessageContaining("linux/arm64: " + SHA + "/1.22.6/Modified/RELEASE/BoringSSL, compiled");
    }

    private EnvoyImages images() {
        return new EnvoyImages(new BaseImages(List.of(layout)));
    }

    private EnvoyPlacement placement(SourceTrees sources) {
        EnvoyImages images = images();
        return new EnvoyPlacement(sources, images, new EnvoyExtensions(List.of(layout), images), new BuildListener() {
            @Override
            public void notice(Stage stage, String message) {
                notices.add(message);
            }
        });
    }

    private Path place(Stage stage) {
        Path tree = dir.resolve("src/istio.io/istio");
        placement((one, name, directory) -> {
                    try {
                        Files.createDirectories(directory.resolve("bin"));
                        Files.writeString(directory.resolve("bin/init.sh"), script);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .checkOut(stage, "istio", tree);
        return tree.resolve("out/linux_" + stage.platform().architecture() + "/release");
    }

    private static List<String> contents(Path directory) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                contents.add(file.getFileName() + "=" + Files.readString(file));
            }
        }
        return contents;
    }

    private void index(ImageRecord... records) {
        var content = ImageIndex.of(
                        MediaTypes.OCI_INDEX,
                        Stream.of(records)
                                .map(record -> record.manifest().withPlatform(record.platform()))
                                .toList())
                .content();
        layout.pushManifest(HUB.image("envoy-builds"), content);
        layout.tag(HUB.image("envoy-builds").tag("1.14.5"), content);
    }

    private ImageRecord push(Platform platform, String envoy, Map<String, String> extensions) {
        assertThat(envoy).isEqualTo(platform.architecture());
        return push(platform, extensions, VERSION);
    }

    /** An image whose Envoy is a text: the architecture. */
    private ImageRecord push(Platform platform, Map<String, String> extensions, EnvoyVersion version) {
        EnvoyPusher pusher = new EnvoyPusher(layout, HUB, Compressors.jdkGzip(), Instant.parse("2022-10-12T08:11:00Z"));
        SortedMap<String, Path> files = new TreeMap<>();
        extensions.forEach((name, text) -> files.put(name, file(text)));
        Stage stage = stage(StageKind.ENVOY, platform, List.of(), Map.of());
        EnvoyFiles content = new EnvoyFiles(file(platform.architecture()), files);
        EnvoyLabels labels = EnvoyLabels.compiled(version, List.of());
        Path temporary = dir.resolve("layers");
        return pusher.push(stage, content, labels, platform.architecture(), temporary);
    }

    private Path file(String text) {
        try {
            return Files.writeString(Files.createTempFile(dir, "file", ""), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stage istio(Platform platform) {
        Command make = new Command(List.of("make"), "/", List.of(), Map.of("PROXY_REPO_SHA", SHA));
        return stage(StageKind.ISTIO, platform, List.of(make), Map.of(StageParameter.ENVOY, IMAGE));
    }

    private static Stage stage(
            StageKind kind, Platform platform, List<Command> commands, Map<StageParameter, String> parameters) {
        return new Stage(
                kind.id() + "-" + platform.slug(),
                kind,
                platform,
                platform.architecture(),
                "",
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("proxy", SHA),
                commands,
                List.of(),
                List.of(),
                parameters,
                List.of(),
                Digest.sha256(""));
    }
}
