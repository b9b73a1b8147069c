package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.builder.BuilderSender;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builder images and Wasm plugin images as catalogs, which are read as those of releases are. */
class BuilderCatalogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");
    private static final String INDEX = "@sha256:" + "ab".repeat(32);
    private static final String IMAGE = BuilderSamples.HUB + "/maistra-builder";

    private final BuilderPlan plan = BuilderSamples.plan();

    @Test
    void what_was_built_is_a_catalog_of_the_day_and_commit_of_its_directory() {
        Catalog catalog = new BuilderCatalog(plan, NOW)
                .of(made(), List.of(IMAGE + ":3.0-20221012-01234567" + INDEX, IMAGE + ":3.0" + INDEX))
                .orElseThrow();
        ImageCatalog read = ImageCatalog.of(catalog);
        assertThat(read.catalog()).isEqualTo(catalog);
        assertThat(read.getVersion()).isEqualTo("20221012-01234567");
        assertThat(catalog.created()).isEqualTo("2022-10-12T00:00:00Z");
        assertThat(catalog.sources().get(BuilderSender.SOURCE).sha()).isEqualTo(BuilderSamples.COMMIT);
        CatalogImage image = catalog.images().get(0);
        assertThat(image.pinned()).hasToString(IMAGE + INDEX);
        assertThat(image.variant()).isEqualTo("3.0");
        assertThat(image.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(image.tags()).containsExactly("3.0-20221012-01234567", "3.0");
        assertThat(image.platforms())
                .extracting(CatalogPlatform::platform)
                .containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThat(catalog.images()).as("2.4 was there already").hasSize(1);
    }

    @Test
    void where_nothing_was_built_there_is_no_catalog() {
        BuilderCatalog catalog = new BuilderCatalog(plan, NOW);
        assertThat(catalog.of(List.of(), List.of(IMAGE + ":2.4" + INDEX))).isEmpty();
        assertThat(catalog.of(made(), List.of(IMAGE + ":2.4" + INDEX)))
                .as("what was built has no tag")
                .isEmpty();
        assertThat(catalog.of(made(), List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, oci, 1.0.0, application/vnd.oci.image.manifest.v1+json",
        "main, docker, 20261121, application/vnd.docker.distribution.manifest.v2+json",
    })
    void a_wasm_image_is_a_catalog_of_its_tag_or_of_the_day(String tag, String form, String version, String type) {
        WasmPluginImage image = WasmPluginImage.of(
                        Reference.parse("r.example/wasm/auth:" + tag),
                        WasmFormat.parse(form),
                        INDEX.substring(1),
                        List.of("0.2.1"),
                        false)
                .sized(4321);
        Catalog catalog = WasmCatalog.of(image, NOW);
        assertThat(ImageCatalog.of(catalog).catalog()).isEqualTo(catalog);
        assertThat(catalog.version()).isEqualTo(version);
        CatalogImage one = catalog.images().get(0);
        assertThat(one.pinned()).hasToString("r.example/wasm/auth" + INDEX);
        assertThat(one.name()).isEqualTo("auth");
        assertThat(one.variant()).isEqualTo(form);
        assertThat(one.mediaType()).isEqualTo(type);
        assertThat(one.tags()).containsExactly(tag);
        assertThat(one.platforms()).extracting(CatalogPlatform::size).containsExactly(4321L);
    }

    private List<MadeBuilders> made() {
        return List.of(
                MadeBuilders.check(plan, plan.branch("builder-linux-amd64"), BuilderSamples.made(Platform.LINUX_AMD64)),
                MadeBuilders.check(
                        plan, plan.branch("builder-linux-arm64"), BuilderSamples.made(Platform.LINUX_ARM64)));
    }
}
