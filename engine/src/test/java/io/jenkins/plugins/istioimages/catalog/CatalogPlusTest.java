package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogPlusTest {
    private static final CatalogImage PILOT = Releases.image("pilot", "debug");
    private static final CatalogImage PROXY = Releases.image("proxyv2", "debug");

    @Test
    void imagesOfBothStandSideBySide() {
        assertThat(Releases.with(PROXY).plus(Releases.with(PILOT))).isEqualTo(Releases.with(PILOT, PROXY));
    }

    @Test
    void theLaterImageOfARepositoryStands() {
        CatalogImage again = new CatalogImage(
                PILOT.name(),
                PILOT.variant(),
                PILOT.repository(),
                Digest.sha256("again"),
                PILOT.mediaType(),
                List.of("1.14.5"),
                PILOT.platforms(),
                List.of());

        assertThat(Releases.with(PILOT, PROXY).plus(Releases.with(again)).images())
                .containsExactly(again, PROXY);
    }

    @Test
    void theSameImageInAnotherRepositoryIsAnother() {
        CatalogImage published = new CatalogImage(
                PILOT.name(),
                PILOT.variant(),
                Repository.parse("quay.io/resf/pilot"),
                PILOT.digest(),
                PILOT.mediaType(),
                PILOT.tags(),
                PILOT.platforms(),
                List.of());

        assertThat(Releases.with(PILOT).plus(Releases.with(published)).images()).containsExactly(PILOT, published);
    }

    @Test
    void sourcesOfBothAreKnown() {
        Catalog base = Releases.with(PILOT);
        CatalogSource api = new CatalogSource("https://github.com/istio/api", Optional.empty(), "a".repeat(40), false);

        Catalog both = base.plus(sources(base, Map.of("api", api)));

        assertThat(both.sources()).containsEntry("api", api).containsAllEntriesOf(base.sources());
    }

    @Test
    void aCatalogFromAnotherCommitIsRefused() {
        Catalog base = Releases.with(PILOT);
        Map<String, CatalogSource> other = new LinkedHashMap<>(base.sources());
        other.put(
                "istio", new CatalogSource("https://github.com/istio/istio", Optional.empty(), "5".repeat(40), false));

        assertThatThrownBy(() -> base.plus(sources(base, other)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("istio at 4444")
                .hasMessageContaining("these are made from 5555");
    }

    @Test
    void aCatalogOfAnotherVersionIsRefused() {
        Catalog base = Releases.with(PILOT);
        Catalog other = new Catalog("1.15.0", base.created(), Optional.empty(), Map.of(), List.of());

        assertThatThrownBy(() -> base.plus(other))
                .isInstanceOf(InputException.class)
                .hasMessage("a catalog of 1.15.0 cannot be added to one of 1.14.5");
    }

    private static Catalog sources(Catalog base, Map<String, CatalogSource> sources) {
        return new Catalog(base.version(), base.created(), base.compressor(), sources, base.images());
    }
}
