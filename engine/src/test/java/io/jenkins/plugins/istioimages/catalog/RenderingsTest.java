package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingsTest {
    private static final RenderOptions DISTROLESS = RenderOptions.DEFAULT.withVariant("distroless");

    @Test
    void renderingsAreChosenByName() {
        assertThat(Renderings.names())
                .containsExactly("table", "yaml", "json", "html", "imageslock", "kustomize", "helm", "istiooperator");
        for (Rendering rendering : Renderings.all(RenderOptions.DEFAULT)) {
            assertThat(Renderings.named(rendering.name(), DISTROLESS)).hasSameClassAs(rendering);
            assertThat(rendering.description()).isNotBlank();
            assertThat(rendering.render(Releases.catalog())).endsWith("\n").doesNotContain("\r");
        }
        assertThatThrownBy(() -> Renderings.named("kustomise", DISTROLESS))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("there is no rendering 'kustomise'; did you mean 'kustomize'? (known: table,");
    }

    @Test
    void theTableIsAligned() {
        Catalog catalog = Releases.with(
                Releases.image("pilot", "debug"),
                Releases.image("ztunnel", "distroless", List.of(), List.of(Platform.parse("linux/ppc64le"))));
        String a = Digest.sha256("pilotdebuglinux/amd64").toString();
        String b = Digest.sha256("pilotdebuglinux/arm64").toString();
        String c = Digest.sha256("ztunneldistrolesslinux/ppc64le").toString();
        String index = Digest.sha256("pilotdebug").toString();

        assertThat(render("table", catalog)).isEqualTo("""
                        Version 1.14.5, 2 images, from istio 444444444444 of 2022-10-12T08:11:00Z

                        IMAGE    VARIANT     PLATFORM          SIZE  DIGEST
                        pilot    debug       linux/amd64    51.7 MB  %s
                                             linux/arm64    51.7 MB  %s
                        ztunnel  distroless  linux/ppc64le  51.9 MB  %s

                        REFERENCE                              DIGEST
                        ghcr.io/resf/istio/pilot:1.14.5        %s
                        ghcr.io/resf/istio/pilot:1.14.5-debug  %s
                        ghcr.io/resf/istio/ztunnel             %s
                        """.formatted(a, b, c, index, index, c));
        assertThat(render("table", Releases.empty())).isEqualTo("Version 1.14.5, no images\n");
    }

    @Test
    void aTableDoesNotSteerATerminal() {
        CatalogImage image = named("pi\u001b[31mlot\n\u202Ex");

        assertThat(render("table", Releases.with(image)))
                .contains("pi\uFFFD[31mlot\uFFFD\uFFFDx")
                .doesNotContain("\u001b", "\u202E");
    }

    @Test
    void jsonHoldsTheWholeCatalog() {
        String json = render("json", Releases.catalog());

        var tree = Json.readObject(json.getBytes(StandardCharsets.UTF_8), "json");
        assertThat(CatalogYaml.read("images.json", json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Releases.catalog());
        assertThat(tree.at("/images/0/platforms/1/platform").asText()).isEqualTo("linux/arm64");
    }

    @Test
    void anImagesLockPinsEveryImageOnce() {
        Catalog catalog = Releases.with(
                Releases.image("pilot", "debug"),
                Releases.image("pilot", "debug"),
                Releases.image("pilot", "x", List.of(), Releases.ORDER));

        assertThat(render("imageslock", catalog))
                .isEqualTo("""
                        apiVersion: imgpkg.carvel.dev/v1alpha1
                        kind: ImagesLock
                        images:
                        - image: ghcr.io/resf/istio/pilot@%s
                          annotations:
                            kbld.carvel.dev/id: ghcr.io/resf/istio/pilot:1.14.5
                        - image: ghcr.io/resf/istio/pilot@%s
                        """.formatted(Digest.sha256("pilotdebug"), Digest.sha256("pilotx")));
    }

    @Test
    void kustomizeReplacesUpstreamNamesByDigests() {
        assertThat(new KustomizeRendering(DISTROLESS.withUpstreamHub("gcr.io/istio-release"))
                        .render(Releases.catalog()))
                .isEqualTo("""
                        apiVersion: kustomize.config.k8s.io/v1alpha1
                        kind: Component
                        images:
                        - name: gcr.io/istio-release/pilot
                          newName: ghcr.io/resf/istio/pilot
                          digest: %s
                        - name: gcr.io/istio-release/proxyv2
                          newName: ghcr.io/resf/istio/proxyv2
                          digest: %s
                        """.formatted(Digest.sha256("pilotdistroless"), Digest.sha256("proxyv2distroless")));
        assertThat(render("kustomize", Releases.catalog()))
                .contains(
                        "name: docker.io/istio/pilot\n",
                        Digest.sha256("pilotdebug").toString());
    }

    @Test
    void helmValuesNameHubTagAndDigests() {
        Catalog catalog = Releases.with(
                Releases.image("pilot", "distroless"),
                Releases.image("proxyv2", "distroless"),
                Releases.image("install-cni", "distroless"),
                Releases.image("operator", "distroless"));

        assertThat(new HelmRendering(DISTROLESS).render(catalog)).isEqualTo("""
                        global:
                          hub: ghcr.io/resf/istio
                          tag: 1.14.5-distroless
                          proxy:
                            image: ghcr.io/resf/istio/proxyv2@%2$s
                          proxy_init:
                            image: ghcr.io/resf/istio/proxyv2@%2$s
                        pilot:
                          image: ghcr.io/resf/istio/pilot@%1$s
                        cni:
                          image: ghcr.io/resf/istio/install-cni@%3$s
                        """.formatted(
                        Digest.sha256("pilotdistroless"),
                        Digest.sha256("proxyv2distroless"),
                        Digest.sha256("install-cnidistroless")));
    }

    @Test
    void theIstioOperatorNamesHubAndTag() {
        assertThat(render("istiooperator", Releases.catalog())).isEqualTo("""
                        apiVersion: install.istio.io/v1alpha1
                        kind: IstioOperator
                        metadata:
                          namespace: istio-system
                          name: istio
                        spec:
                          hub: ghcr.io/resf/istio
                          tag: 1.14.5
                        """);
        assertThat(new IstioOperatorRendering(DISTROLESS).render(Releases.catalog()))
                .contains("tag: 1.14.5-distroless\n");
    }

    @Test
    void aTagThatLooksLikeANumberIsQuoted() {
        CatalogImage image = Releases.image("pilot", "debug", List.of("1.10"), Releases.ORDER);

        assertThat(render("istiooperator", Releases.with(image))).contains("tag: '1.10'\n");
    }

    @Test
    void anImageWithoutTheWantedVariantIsThereInItsDefault() {
        Catalog catalog = Releases.with(
                Releases.image("pilot", "debug"),
                Releases.image("pilot", "distroless"),
                Releases.image("install-cni", "alpine", List.of("x"), Releases.ORDER),
                Releases.image("install-cni", "debug"));

        assertThat(new VariantChoice(catalog, Optional.of("distroless")).images())
                .extracting(image -> image.name() + " " + image.variant())
                .containsExactly("install-cni debug", "pilot distroless");
        assertThat(new VariantChoice(catalog, Optional.empty()).images())
                .extracting(CatalogImage::variant)
                .containsExactly("debug", "debug");
    }

    @Test
    void anUnknownVariantIsRefusedWithAHint() {
        assertThatThrownBy(() -> new KustomizeRendering(RenderOptions.DEFAULT.withVariant("distrolles"))
                        .render(Releases.catalog()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "no image has the variant 'distrolles'; did you mean 'distroless'? (known: debug, distroless)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm", "istiooperator"})
    void whatHasNoHubAndTagIsRefused(String name) {
        CatalogImage elsewhere = new CatalogImage(
                "app",
                "debug",
                Repository.parse("quay.io/x/app"),
                Digest.sha256("app"),
                "t",
                List.of("1.14.5"),
                List.of(),
                List.of());

        assertThatThrownBy(() -> render(name, Releases.empty()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the catalog has no images");
        assertThatThrownBy(() -> render(name, Releases.with(Releases.image("pilot", "debug"), elsewhere)))
                .isInstanceOf(InputException.class)
                .hasMessage("the images are below several hubs, one can be set: ghcr.io/resf/istio, quay.io/x");
        assertThatThrownBy(() -> render(
                        name, Releases.with(Releases.image("pilot", "debug"), Releases.image("ztunnel", "distroless"))))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the images have no tag in common");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "51234567, 51.2 MB",
        "999949999, 999.9 MB",
        "999950000, 1.0 GB",
        "2000000000, 2.0 GB",
        "5000000000000000, 5000.0 TB"
    })
    void sizesAreShort(long bytes, String shown) {
        assertThat(Sizes.of(bytes)).isEqualTo(shown);
    }

    static CatalogImage named(String name) {
        CatalogImage image = Releases.image("pilot", "debug");
        return new CatalogImage(
                name,
                image.variant(),
                image.repository(),
                image.digest(),
                image.mediaType(),
                image.tags(),
                image.platforms(),
                image.attachments());
    }

    private static String render(String name, Catalog catalog) {
        return Renderings.named(name, RenderOptions.DEFAULT).render(catalog);
    }
}
