package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltFromTest {
    private final Catalog debug = Samples.catalog(Samples.image("debug", List.of("1.14.5")));
    private final Catalog distroless = Samples.catalog(Samples.image("distroless", List.of("1.14.5-distroless")));

    @Test
    void every_image_has_the_plan_that_it_was_built_from() {
        BuiltFrom both = BuiltFrom.of(debug, Samples.plan()).plus(BuiltFrom.of(distroless, Samples.planWithFiles()));
        BuiltFrom read = BuiltFrom.read(Serialized.copy(both).text());
        assertThat(read.plan(digest(debug)).orElseThrow().plan())
                .isEqualTo(Samples.plan().plan());
        assertThat(read.plan(digest(distroless)).orElseThrow().plan())
                .isEqualTo(Samples.planWithFiles().plan());
        assertThat(read.plan(Digest.sha256("another"))).isEmpty();
    }

    @Test
    void base_images_of_its_own_were_built_from_their_plan() {
        ReleasePlan plan = Samples.planWithBases();
        Stage base = plan.getBases().stage("base-linux-arm64");
        CatalogImage image = new CatalogImage(
                "base",
                "default",
                Samples.HUB.image("base"),
                Digest.sha256("base"),
                MediaTypes.OCI_MANIFEST,
                List.of("1.14.5"),
                List.of(new CatalogPlatform(base.platform(), Digest.sha256("base"), 1, base.id())),
                List.of());
        BuiltFrom built =
                BuiltFrom.of(Samples.catalog(image, Samples.image("debug", List.of("1.14.5", "1.14.5-debug"))), plan);
        assertThat(built.plan(image.digest()).orElseThrow().plan().stages()).contains(base);
        assertThat(built.plan(digest(debug)).orElseThrow().plan()).isEqualTo(plan.plan());
    }

    @Test
    void a_later_plan_of_an_image_comes_before_an_earlier_and_the_same_is_told_once() {
        BuiltFrom first = BuiltFrom.of(debug, Samples.plan());
        BuiltFrom later = first.plus(BuiltFrom.of(debug, Samples.planWithFiles()));
        assertThat(later.plan(digest(debug)).orElseThrow().plan())
                .isEqualTo(Samples.planWithFiles().plan());
        assertThat(first.plus(first).text()).isEqualTo(first.text());
        assertThat(BuiltFrom.UNKNOWN.plus(first).text()).isEqualTo(first.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[", "<html>"})
    void something_else_is_refused(String text) {
        assertThatThrownBy(() -> BuiltFrom.read(text)).isInstanceOf(MalformedContentException.class);
    }

    private static Digest digest(Catalog catalog) {
        return catalog.images().get(0).digest();
    }
}
