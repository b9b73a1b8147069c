package io.jenkins.plugins.istioimages.publish.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishableImagesTest {
    private static final Attachment SIGNATURE = new Attachment("signature", Digest.sha256("signature"));

    @Test
    void an_image_is_taken_once_from_where_most_is_attached_to_it() {
        Catalog catalog = catalog(
                image("a.example/staging", "one", List.of("1.14.5", "1.14.5-debug")),
                image("b.example/release", "one", List.of("1.14.5", "latest", "1.14.5-debug"), SIGNATURE),
                image("c.example/mirror", "one", List.of("nightly")));

        assertThat(PublishableImages.of(catalog, List.of()).images())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.repository()).hasToString("b.example/release/pilot");
                    assertThat(image.attachments()).containsExactly(SIGNATURE);
                    assertThat(image.tags())
                            .as("an alias is no name of this version")
                            .containsExactly("1.14.5", "1.14.5-debug");
                });
    }

    @Test
    void where_as_much_is_attached_the_first_place_counts() {
        Catalog catalog =
                catalog(image("b.example/y", "one", List.of("1.14.5")), image("a.example/x", "one", List.of("1.14.5")));

        assertThat(PublishableImages.of(catalog, List.of()).images())
                .extracting(image -> image.repository().toString())
                .containsExactly("a.example/x/pilot");
    }

    @Test
    void of_places_with_as_much_one_in_a_registry_that_they_go_to_is_taken() {
        Catalog catalog = catalog(
                image("a.example/x", "one", List.of("1.14.5"), SIGNATURE),
                image("b.example/y", "one", List.of("1.14.5"), SIGNATURE),
                image("c.example/z", "one", List.of("1.14.5")));

        assertThat(PublishableImages.of(catalog, List.of("c.example/new", "b.example/new"))
                        .images())
                .extracting(image -> image.repository().toString())
                .containsExactly("b.example/y/pilot");
    }

    @Test
    void other_content_is_another_image_and_tags_without_the_version_stay_where_there_are_no_others() {
        Catalog catalog = catalog(
                image("a.example/x", "one", List.of("nightly")), image("b.example/x", "two", List.of("nightly")));

        assertThat(PublishableImages.of(catalog, List.of())).isEqualTo(catalog);
    }

    private static Catalog catalog(CatalogImage... images) {
        return new Catalog(
                "1.14.5", Instant.parse("2022-10-12T08:11:00Z"), Optional.empty(), Map.of(), List.of(images));
    }

    private static CatalogImage image(String hub, String content, List<String> tags, Attachment... attached) {
        Digest digest = Digest.sha256(content);
        return new CatalogImage(
                "pilot",
                "debug",
                Reference.parse(hub + "/pilot").repository(),
                digest,
                MediaTypes.OCI_MANIFEST,
                tags,
                List.of(new CatalogPlatform(Platform.LINUX_AMD64, digest, 1, "istio")),
                List.of(attached));
    }
}
