package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogCheckTest {
    private static final List<String> TAGS = List.of("1.14.5", "1.14.5-debug");
    private static final CatalogImage DISTROLESS = Samples.image("distroless", List.of("1.14.5-distroless"));

    private final CatalogCheck check = new CatalogCheck(
            Samples.plan().plan(),
            Samples.plan().lock(),
            List.of(Samples.images(Platform.LINUX_AMD64), Samples.images(Platform.LINUX_ARM64)));

    @Test
    void what_stages_made_is_taken() {
        assertThatCode(() -> check.check(Samples.catalog())).doesNotThrowAnyException();
    }

    @Test
    void an_image_that_no_stage_made_is_refused() {
        CatalogImage image = Samples.image("debug", TAGS);
        CatalogPlatform other =
                new CatalogPlatform(Platform.LINUX_ARM64, Digest.sha256("other"), 1234, "istio-linux-arm64");
        assertRefused(
                Samples.catalog(
                        with(image, image.digest(), List.of(image.platforms().get(0), other)), DISTROLESS),
                "no stage made pilot (debug) for linux/arm64");
    }

    @Test
    void an_image_that_got_lost_is_refused() {
        assertRefused(Samples.catalog(DISTROLESS), "lacks images");
    }

    @Test
    void tags_are_those_of_the_plan() {
        assertRefused(Samples.catalog(Samples.image("debug", List.of("latest")), DISTROLESS), "tags of pilot (debug)");
    }

    @Test
    void the_digest_of_an_image_of_one_platform_is_its_own() {
        CatalogImage image = Samples.image("debug", TAGS);
        CatalogImage one = with(image, Digest.sha256("other"), image.platforms().subList(0, 1));
        assertRefused(Samples.catalog(one, DISTROLESS), "the digest of pilot (debug) is not its only image's");
    }

    @Test
    void the_repository_is_below_the_hub_of_the_plan() {
        CatalogImage image = Samples.image("debug", TAGS);
        CatalogImage moved = new CatalogImage(
                image.name(),
                image.variant(),
                Hub.parse("elsewhere.example/x").image("pilot"),
                image.digest(),
                image.mediaType(),
                image.tags(),
                image.platforms(),
                image.attachments());
        assertRefused(Samples.catalog(moved, DISTROLESS), "no stage made pilot (debug)");
    }

    @Test
    void version_and_time_are_those_of_the_plan() {
        Catalog right = Samples.catalog();
        assertRefused(
                new Catalog("1.14.6", right.created(), right.compressor(), right.sources(), right.images()),
                "is of 1.14.6");
        assertRefused(
                new Catalog("1.14.5", Instant.EPOCH, right.compressor(), right.sources(), right.images()),
                "is of 1.14.5");
    }

    private static CatalogImage with(CatalogImage image, Digest digest, List<CatalogPlatform> platforms) {
        return new CatalogImage(
                image.name(),
                image.variant(),
                image.repository(),
                digest,
                image.mediaType(),
                image.tags(),
                platforms,
                image.attachments());
    }

    private void assertRefused(Catalog catalog, String reason) {
        assertThatThrownBy(() -> check.check(catalog))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the catalog of the agent")
                .hasMessageContaining(reason);
    }
}
