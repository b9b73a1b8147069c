package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCatalogTest {
    private final ImageCatalog catalog = ImageCatalog.of(Samples.catalogYaml());

    @Test
    void an_image_is_found_by_name_and_variant() throws AbortException {
        CatalogEntry image = catalog.find("pilot", "distroless");
        assertThat(image.getReference())
                .isEqualTo("staging.example/istio/pilot@" + Digest.sha256("index of distroless"));
        assertThat(image.getReferences()).containsExactly("staging.example/istio/pilot:1.14.5-distroless");
        assertThat(image.getPlatforms())
                .extracting(CatalogEntryPlatform::getPlatform)
                .containsExactly("linux/amd64", "linux/arm64");
        assertThat(image.getPlatforms().get(0).getSize()).isEqualTo(1234);
    }

    @Test
    void what_is_not_there_is_told_with_what_is() {
        assertThatThrownBy(() -> catalog.find("pilot", "distrolesss"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("has no image pilot (distrolesss)")
                .hasMessageContaining("it has pilot (debug), pilot (distroless)");
    }

    @Test
    void all_variants_of_a_name_are_found() {
        assertThat(catalog.find("pilot")).hasSize(2);
        assertThat(catalog.find("proxyv2")).isEmpty();
    }

    @Test
    void a_catalog_outlives_a_restart() {
        ImageCatalog copy = Serialized.copy(catalog);
        assertThat(copy.getYaml()).isEqualTo(Samples.catalogYaml());
        assertThat(copy.catalog()).isEqualTo(Samples.catalog());
        assertThat(copy.getImages()).hasSize(2);
    }

    @Test
    void scripts_cannot_change_it() {
        assertThatThrownBy(() -> catalog.getImages().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void something_else_is_no_catalog() {
        assertThatThrownBy(() -> ImageCatalog.of("a: b")).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> ImageCatalog.of(" ".repeat((4 << 20) + 1))).isInstanceOf(EngineException.class);
    }

    @Test
    void tags_are_renamed_and_keep_their_variant() {
        PublishTags names = new PublishTags("1.14.5", List.of("1.14", "stable"));
        assertThat(names.of(Samples.image("debug", List.of("1.14.5", "1.14.5-debug"))))
                .containsExactly("1.14", "1.14-debug", "stable", "stable-debug");
    }

    @Test
    void without_other_words_tags_stay_as_they_are() {
        assertThat(new PublishTags("1.14.5", List.of()).of(Samples.image("debug", List.of("1.14.5", "1.14.5-debug"))))
                .containsExactly("1.14.5", "1.14.5-debug");
    }

    @Test
    void a_tag_has_no_leading_v_and_is_one() {
        assertThatThrownBy(() -> new PublishTags("1.14.5", List.of("v1.14.5")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leading v");
        assertThatThrownBy(() -> new PublishTags("1.14.5", List.of("a b"))).isInstanceOf(InputException.class);
    }
}
