package io.jenkins.plugins.istioimages.jenkins.images.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.CatalogSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogViewTest {
    private static final CatalogView VIEW = CatalogView.of(Catalogs.of(
            "1.14.5",
            Catalogs.image("pilot", "debug", "ab", "linux/amd64", "linux/arm64"),
            Catalogs.image("proxyv2", "debug", "a", "linux/amd64")));

    @Test
    void totals_count_every_platform_of_every_image() {
        assertThat(VIEW.size()).isEqualTo(5_000_000);
        assertThat(VIEW.sizeText()).isEqualTo("5.0 MB");
        assertThat(VIEW.platforms()).containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    void an_image_has_what_one_pulls_it_by() {
        ImageView pilot = VIEW.images().get(0);

        assertThat(pilot.references()).containsExactly("ghcr.io/resf/istio/pilot:1.14.5-debug");
        assertThat(pilot.pinned()).isEqualTo("ghcr.io/resf/istio/pilot@" + pilot.digest());
        assertThat(pilot.digest()).startsWith("sha256:" + pilot.shortDigest());
        assertThat(pilot.shortDigest()).hasSize(12);
    }

    @Test
    void a_platform_has_size_digest_and_stage() {
        PlatformView platform = VIEW.images().get(0).platforms().get(1);

        assertThat(platform.platform()).isEqualTo("linux/arm64");
        assertThat(platform.sizeText()).isEqualTo("2.0 MB");
        assertThat(platform.stage()).isEqualTo("istio-linux-arm64");
        assertThat(platform.digest()).contains(platform.shortDigest());
    }

    @Test
    void an_attachment_has_type_and_digest() {
        AttachmentView sbom = VIEW.images().get(0).attachments().get(0);

        assertThat(sbom.type()).isEqualTo("sbom");
        assertThat(sbom.digest()).startsWith("sha256:");
    }

    @Test
    void a_source_links_to_its_commit() {
        SourceView istio = VIEW.sources().get(0);

        assertThat(istio.page()).isEqualTo("https://github.com/istio/istio/commit/" + "4".repeat(40));
        assertThat(istio.shortSha()).isEqualTo("444444444444");
        assertThat(istio.branch()).isEqualTo("1.14.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)//https://x",
                "data:text/html,<script>",
                "http://github.com/istio/istio",
                "/srv/git/istio",
                "https://user:secret@github.com/istio/istio",
                "https://github.com/istio/istio?x=\" autofocus",
                "git@github.com:istio/istio.git"
            })
    void a_source_that_is_no_plain_https_url_has_no_link(String git) {
        SourceView source = SourceView.of("istio", new CatalogSource(git, Optional.empty(), "4".repeat(40), false));

        assertThat(source.page()).isEmpty();
    }
}
