package io.jenkins.plugins.istioimages.jenkins.images.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String AMD64 = "linux/amd64";
    private static final String ARM64 = "linux/arm64";

    @Test
    void without_an_earlier_run_nothing_is_said_of_changes() {
        Comparison alone = Comparison.of(Optional.empty(), view(Catalogs.image("pilot", "debug", "a", AMD64)));

        assertThat(alone.rows()).singleElement().satisfies(row -> {
            assertThat(row.change()).isEqualTo(Change.UNKNOWN);
            assertThat(row.change().text()).isEmpty();
            assertThat(row.differenceText()).isEmpty();
        });
    }

    @Test
    void the_same_digest_is_the_same_image() {
        CatalogImage image = Catalogs.image("pilot", "debug", "a", AMD64);

        Comparison comparison = compare(view(image), view(image));

        assertThat(comparison.same()).isEqualTo(1);
        assertThat(comparison.rows().get(0).differenceText()).isEmpty();
    }

    @Test
    void a_larger_image_says_by_how_much_it_grew() {
        Comparison comparison = compare(
                view(Catalogs.image("pilot", "debug", "a", AMD64, ARM64)),
                view(Catalogs.image("pilot", "debug", "aaa", AMD64, ARM64)));

        assertThat(comparison.changed()).isEqualTo(1);
        assertThat(comparison.rows().get(0).difference()).isEqualTo(4_000_000);
        assertThat(comparison.rows().get(0).differenceText()).isEqualTo("+4.0 MB");
    }

    @Test
    void a_smaller_image_says_by_how_much_it_shrank() {
        Comparison comparison = compare(
                view(Catalogs.image("pilot", "debug", "aaa", AMD64)),
                view(Catalogs.image("pilot", "debug", "a", AMD64)));

        assertThat(comparison.rows().get(0).differenceText()).isEqualTo("\u22122.0 MB");
    }

    @Test
    void a_platform_that_came_or_went_is_named_and_is_no_growth() {
        Comparison comparison = compare(
                view(Catalogs.image("pilot", "debug", "a", AMD64)),
                view(Catalogs.image("pilot", "debug", "b", AMD64, ARM64)));

        ImageRow row = comparison.rows().get(0);
        assertThat(row.platformsAdded()).containsExactly(ARM64);
        assertThat(row.platformsGone()).isEmpty();
        assertThat(row.difference()).isZero();

        ImageRow back = compare(
                        view(Catalogs.image("pilot", "debug", "b", AMD64, ARM64)),
                        view(Catalogs.image("pilot", "debug", "a", AMD64)))
                .rows()
                .get(0);
        assertThat(back.platformsGone()).containsExactly(ARM64);
    }

    @Test
    void added_and_gone_images_stand_in_the_order_of_names() {
        Comparison comparison = compare(
                view(Catalogs.image("operator", "debug", "a", AMD64), Catalogs.image("pilot", "debug", "a", AMD64)),
                view(Catalogs.image("pilot", "debug", "a", AMD64), Catalogs.image("ztunnel", "debug", "a", AMD64)));

        assertThat(comparison.rows())
                .extracting(row -> row.image().name() + " " + row.change().text())
                .containsExactly("operator gone", "pilot same", "ztunnel added");
        assertThat(comparison.added()).isEqualTo(1);
        assertThat(comparison.gone()).isEqualTo(1);
    }

    @Test
    void variants_are_images_of_their_own() {
        Comparison comparison = compare(
                view(Catalogs.image("pilot", "debug", "a", AMD64)),
                view(Catalogs.image("pilot", "distroless", "a", AMD64)));

        assertThat(comparison.added()).isEqualTo(1);
        assertThat(comparison.gone()).isEqualTo(1);
    }

    @Test
    void a_search_finds_names_variants_platforms_tags_and_digests() {
        ImageView image =
                view(Catalogs.image("Pilot", "debug", "a", AMD64)).images().get(0);

        assertThat(ImageRow.alone(image, Change.ADDED).searchText())
                .contains("pilot", "debug", AMD64, "1.14.5-debug", image.digest(), "sbom", "added", "ghcr.io/resf");
    }

    private static Comparison compare(CatalogView before, CatalogView now) {
        return Comparison.of(Optional.of(before), now);
    }

    private static CatalogView view(CatalogImage... images) {
        return CatalogView.of(Catalogs.of("1.14.5", images));
    }
}
