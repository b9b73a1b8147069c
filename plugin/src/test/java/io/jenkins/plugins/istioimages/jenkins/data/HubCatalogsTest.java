package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubCatalogsTest {
    private static final Attachment SIGNATURE = new Attachment("signature", Digest.sha256("signature"));
    private static final List<String> HUBS = List.of("ghcr.io/x");

    private final Catalog published = ImageCatalog.of(Samples.catalogYaml()).catalog();
    private final HubCatalogs catalogs = new HubCatalogs(published, new HubTags(List.of(), List.of("latest")));

    @Test
    void an_agent_says_what_is_attached_and_everything_else_is_what_was_asked_for() {
        Catalog said =
                with(published.images().stream().map(HubCatalogsTest::changed).toList());

        Catalog read = catalogs.read(answer("registry ghcr.io/x", said), HUBS).get(0);

        assertThat(read.images()).hasSameSizeAs(published.images()).allSatisfy(image -> {
            assertThat(image.repository()).hasToString("ghcr.io/x/" + image.name());
            assertThat(image.tags()).contains("1.14.5-" + image.variant(), "latest-" + image.variant());
            assertThat(image.tags()).doesNotContain("evil");
            assertThat(image.attachments()).containsExactly(SIGNATURE);
        });
        assertThat(read.images())
                .extracting(CatalogImage::digest)
                .containsExactlyElementsOf(
                        published.images().stream().map(CatalogImage::digest).toList());
    }

    @Test
    void hubs_that_were_not_asked_for_or_have_not_all_are_not_taken() {
        assertThat(catalogs.read(answer("registry evil.example/x", published), HUBS))
                .isEmpty();
        assertThat(catalogs.read("{}", HUBS)).isEmpty();
        assertThatThrownBy(() -> catalogs.read(answer("registry ghcr.io/x", with(List.of())), HUBS))
                .isInstanceOf(MalformedContentException.class);
    }

    private static CatalogImage changed(CatalogImage image) {
        return new CatalogImage(
                image.name(),
                image.variant(),
                image.repository(),
                image.digest(),
                image.mediaType(),
                List.of("evil"),
                image.platforms(),
                List.of(SIGNATURE));
    }

    private Catalog with(List<CatalogImage> images) {
        return new Catalog(
                published.version(), published.created(), published.compressor(), published.sources(), images);
    }

    private static String answer(String target, Catalog catalog) {
        var json = Json.object();
        json.putObject("catalogs").put(target, CatalogYaml.write(catalog));
        return Json.pretty(json);
    }
}
