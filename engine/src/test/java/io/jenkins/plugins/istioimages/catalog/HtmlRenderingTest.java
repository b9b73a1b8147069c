package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlRenderingTest {
    private static final String EVIL = "\"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;";

    @Test
    void thePageShowsEverything() {
        Catalog catalog = Releases.catalog();
        String page = render(catalog);

        for (CatalogImage image : catalog.images()) {
            assertThat(page).contains(image.pinned().toString(), "<span class=\"badge\">" + image.variant() + "<");
            image.references().forEach(reference -> assertThat(page).contains("<code>" + reference + "</code>"));
            image.platforms().forEach(one -> assertThat(page)
                    .contains(one.platform().toString(), one.digest().toString(), Sizes.of(one.size())));
        }
        assertThat(page)
                .contains(
                        "<h1>Istio images 1.14.5</h1>",
                        "4 images, 413.9 MB",
                        "<time>2022-10-12T08:11:00Z</time>",
                        "gzip-jdk-1-5f3a9c21",
                        "href=\"https://github.com/istio/istio/commit/" + "4".repeat(40) + "\"",
                        "href=\"https://github.com/istio/proxy/commit/" + "e".repeat(40) + "\"");
    }

    @Test
    void thePageIsWellFormedAndLoadsNothing() throws Exception {
        for (Catalog catalog : List.of(Releases.catalog(), Releases.empty(), evil())) {
            Document page = parse(render(catalog));

            assertThat(page.getElementsByTagName("script").getLength()).isZero();
            assertThat(page.getElementsByTagName("img").getLength()).isZero();
            assertThat(page.getElementsByTagName("link").getLength()).isZero();
            assertThat(page.getElementsByTagName("style").item(0).getTextContent())
                    .contains("prefers-color-scheme: dark")
                    .doesNotContain("url(", "@import");
            NodeList links = page.getElementsByTagName("a");
            for (int i = 0; i < links.getLength(); i++) {
                assertThat(((Element) links.item(i)).getAttribute("href")).startsWith("https://");
            }
        }
    }

    @Test
    void nothingOfACatalogBecomesMarkup() throws Exception {
        String page = render(evil());

        assertThat(page)
                .doesNotContain("<script", "<img", "\"><script", "onerror=alert(1)>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(parse(page).getElementsByTagName("th").item(3).getTextContent())
                .startsWith(EVIL);
    }

    @Test
    void anEmptyCatalogSaysSo() {
        assertThat(render(Releases.empty()))
                .contains("0 images, 0 B", "No images were made.", "No sources are known.")
                .doesNotContain("<table");
    }

    @Test
    void imagesOfFewerPlatformsAndAttachmentsAreShown() {
        CatalogImage one = Releases.image("app", "debug", List.of(), List.of(Platform.parse("linux/s390x")));
        CatalogImage attached = new CatalogImage(
                one.name(),
                one.variant(),
                one.repository(),
                one.digest(),
                one.mediaType(),
                one.tags(),
                one.platforms(),
                List.of(new Attachment("sbom", Digest.sha256("sbom"))));

        assertThat(render(Releases.with(attached, Releases.image("pilot", "debug"))))
                .contains("linux/s390x", "sbom <code>" + Digest.sha256("sbom") + "</code>");
    }

    @Test
    void uncommittedChangesAreTold() {
        Catalog dirty = Releases.withSources(
                Map.of("istio", new CatalogSource("/src/istio", Optional.of("master"), "1".repeat(40), true)));

        assertThat(render(dirty))
                .contains("with uncommitted changes", "<td>master</td>")
                .doesNotContain("href=");
        assertThat(new TableRendering().render(dirty)).contains("with uncommitted changes");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/istio/istio, https://github.com/istio/istio/commit/",
        "https://github.com/istio/istio.git, https://github.com/istio/istio/commit/",
        "https://github.com/istio/istio/, https://github.com/istio/istio/commit/",
        "https://bitbucket.org/a/b.git, https://bitbucket.org/a/b/commits/",
        "HTTPS://host:8443/a, HTTPS://host:8443/a/commit/",
    })
    void aCommitIsLinkedOnAServerWithPages(String git, String page) {
        assertThat(source(git).commitPage()).contains(page + "1".repeat(40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://github.com/a/b",
                "git@github.com:a/b",
                "ssh://git@github.com/a/b",
                "/srv/git/a",
                "javascript:alert(1)",
                "https://user:secret@host/a",
                "https://host/a?x=y",
                "https://host/a#b",
                "https:///a",
                "https://host/\"><script>",
                "data:text/html,x",
            })
    void anythingElseIsNotLinked(String git) {
        assertThat(source(git).commitPage()).isEmpty();
    }

    private static Catalog evil() {
        CatalogImage image = Releases.image("pilot", "debug");
        CatalogPlatform platform = image.platforms().get(0);
        CatalogImage evil = new CatalogImage(
                EVIL,
                EVIL,
                image.repository(),
                image.digest(),
                image.mediaType(),
                image.tags(),
                List.of(new CatalogPlatform(platform.platform(), platform.digest(), platform.size(), EVIL)),
                List.of(new Attachment(EVIL, image.digest())));
        return new Catalog(
                "1.2" + EVIL,
                Releases.COMMITTED,
                Optional.of(EVIL),
                Map.of(EVIL, new CatalogSource("https://x/" + EVIL, Optional.of(EVIL), EVIL, true)),
                List.of(evil));
    }

    private static CatalogSource source(String git) {
        return new CatalogSource(git, Optional.empty(), "1".repeat(40), false);
    }

    private static String render(Catalog catalog) {
        return new HtmlRendering().render(catalog);
    }

    /** Reads the page as XML, after closing the elements that HTML leaves open. */
    private static Document parse(String page) throws ParserConfigurationException, SAXException, IOException {
        String xml = page.replaceFirst("<!DOCTYPE html>", "")
                .replaceAll("<meta ([^>]*)>", "<meta $1/>")
                .replace("&middot;", "&#183;");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
