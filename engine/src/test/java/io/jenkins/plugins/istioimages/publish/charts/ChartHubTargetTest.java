package io.jenkins.plugins.istioimages.publish.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartHubTargetTest {
    private static final Repository HUB = Repository.parse("ghcr.io/istio/charts");

    @TempDir
    private Path out;

    private final InMemoryStore registry = new InMemoryStore();
    private Path istiod;

    @BeforeEach
    void charts() throws IOException {
        istiod = TestChart.write(out.resolve("helm"), "istiod", "1.14.5", """
                apiVersion: v1
                name: istiod
                version: 1.14.5
                appVersion: 1.20
                description: Helm chart for istio control plane
                home: https://istio.io
                deprecated: false
                sources: [http://github.com/istio/istio]
                maintainers:
                - name: somebody
                engine: gotpl
                """);
        TestChart.write(
                out.resolve("helm/samples"),
                "ambient",
                "1.14.5+build.1",
                "apiVersion: v2\nname: ambient\nversion: 1.14.5+build.1\n");
    }

    @Test
    void charts_are_what_helm_pulls() throws IOException {
        assertThat(run(Mode.PUBLISH).status()).isEqualTo(Status.DONE);
        Reference place = HUB.resolve("istiod").tag("1.14.5");
        ImageManifest manifest = (ImageManifest) registry.manifest(place).parse();
        assertThat(manifest.config().mediaType()).isEqualTo("application/vnd.cncf.helm.config.v1+json");
        assertThat(text(place, manifest.config()))
                .isEqualTo(
                        "{\"apiVersion\":\"v1\",\"appVersion\":\"1.2\",\"deprecated\":false,\"description\":\"Helm chart"
                                + " for istio control plane\",\"home\":\"https://istio.io\",\"maintainers\":[{\"name\":\"somebody\"}],"
                                + "\"name\":\"istiod\",\"sources\":[\"http://github.com/istio/istio\"],\"version\":\"1.14.5\"}");
        assertThat(manifest.layers()).singleElement().satisfies(layer -> assertThat(layer.mediaType())
                .isEqualTo("application/vnd.cncf.helm.chart.content.v1.tar+gzip"));
        assertThat(TestImages.read(
                        registry, place.repository(), manifest.layers().get(0)))
                .isEqualTo(Files.readAllBytes(istiod));
        assertThat(manifest.annotations())
                .isEqualTo(Map.of(
                        "org.opencontainers.image.title", "istiod",
                        "org.opencontainers.image.version", "1.14.5",
                        "org.opencontainers.image.description", "Helm chart for istio control plane",
                        "org.opencontainers.image.url", "https://istio.io"));
    }

    @Test
    void samples_go_below_the_hub_and_a_plus_in_the_version_becomes_an_underscore() {
        run(Mode.PUBLISH);
        assertThat(registry.tags(HUB.resolve("samples/ambient"))).containsExactly("1.14.5_build.1");
    }

    @Test
    void a_second_run_and_a_dry_one_write_nothing() {
        Receipt dry = run(Mode.DRY_RUN);
        assertThat(registry.log()).isEmpty();
        assertThat(dry.changes())
                .extracting(Item::name)
                .containsExactly("istiod:1.14.5", "samples/ambient:1.14.5_build.1");
        assertThat(run(Mode.PUBLISH).changes()).isEqualTo(dry.changes());
        registry.clearLog();
        assertThat(run(Mode.PUBLISH).status()).isEqualTo(Status.UNCHANGED);
        assertThat(registry.log()).isEmpty();
    }

    @Test
    void the_same_chart_that_helm_pushed_is_left_alone() {
        run(Mode.PUBLISH);
        Reference place = HUB.resolve("istiod").tag("1.14.5");
        ImageManifest ours = (ImageManifest) registry.manifest(place).parse();
        TreeMap<String, String> annotations = new TreeMap<>(ours.annotations());
        annotations.put("org.opencontainers.image.created", "2022-10-12T08:11:00Z");
        ManifestContent helms = new ImageManifest(
                        ours.mediaType(), Optional.empty(), ours.config(), ours.layers(), Optional.empty(), annotations)
                .content();
        registry.pushManifest(place.repository(), helms);
        registry.tag(place, helms);
        registry.clearLog();
        assertThat(run(Mode.PUBLISH).status()).isEqualTo(Status.UNCHANGED);
        assertThat(registry.log()).isEmpty();
    }

    @Test
    void another_chart_or_something_else_under_the_version_is_refused_with_both_digests() throws IOException {
        run(Mode.PUBLISH);
        Reference place = HUB.resolve("istiod").tag("1.14.5");
        String before = ((ImageManifest) registry.manifest(place).parse())
                .layers()
                .get(0)
                .digest()
                .toString();
        TestChart.write(out.resolve("helm"), "istiod", "1.14.5", "name: istiod\nversion: 1.14.5\n");
        Receipt other = run(Mode.PUBLISH);
        assertThat(other.status()).isEqualTo(Status.REFUSED);
        assertThat(other.problem()).hasValueSatisfying(text -> assertThat(text)
                .startsWith("istiod:1.14.5 should be sha256:")
                .endsWith(" and is " + before));
        ManifestContent image = new TestImages(1).tagged(registry, place);
        assertThat(run(Mode.PUBLISH).problem())
                .hasValueSatisfying(text -> assertThat(text).endsWith(" and is " + image.digest()));
    }

    @Test
    void what_is_no_chart_or_twice_the_same_is_told_with_its_file() throws IOException {
        Path twin = TestChart.write(out.resolve("helm"), "twin", "1", "name: istiod\nversion: 1.14.5\n");
        assertThat(run(Mode.DRY_RUN).problem())
                .hasValueSatisfying(text -> assertThat(text).contains(twin.toString(), istiod.toString()));
        Files.writeString(twin, "no gzip");
        assertThatThrownBy(() -> ChartPackage.of(out))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(twin.toString());
        TestChart.write(out.resolve("helm"), "twin", "1", "name: twin\n");
        assertThatThrownBy(() -> ChartPackage.of(out))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no version");
        assertThat(ChartPackage.of(out.resolve("nowhere"))).isEmpty();
    }

    private Receipt run(Mode mode) {
        ChartHubTarget target = new ChartHubTarget(ChartPackage.of(out), registry, Hub.parse(HUB.toString()));
        return new Publication(mode, false, receipt -> {}).run(List.of(target)).get(0);
    }

    private String text(Reference place, Descriptor blob) throws IOException {
        BlobSource source = BlobSource.ofStore(registry, place.repository(), blob);
        return new String(source.open().readAllBytes(), StandardCharsets.UTF_8);
    }
}
