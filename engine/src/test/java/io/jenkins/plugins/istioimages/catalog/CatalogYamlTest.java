package io.jenkins.plugins.istioimages.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.InvalidFileException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogYamlTest {
    private static final Catalog SMALL = Releases.with(Releases.image("pilot", "distroless"));
    private static final String TEXT = CatalogYaml.write(SMALL);
    private static final String D = Digest.sha256("pilotdistroless").toString();

    @Test
    void theFileIsAsTheDesignShowsIt() {
        String amd64 = Digest.sha256("pilotdistrolesslinux/amd64").toString();
        String arm64 = Digest.sha256("pilotdistrolesslinux/arm64").toString();

        assertThat(TEXT).isEqualTo("""
                        apiVersion: istio-images/v1
                        version: 1.14.5
                        created: 2022-10-12T08:11:00Z
                        compressor: gzip-jdk-1-5f3a9c21
                        sources:
                          istio: {git: 'https://github.com/istio/istio', branch: 1.14.5, sha: '4444444444444444444444444444444444444444'}
                          proxy: {git: 'https://github.com/istio/proxy.git', sha: eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee}
                        images:
                        - name: pilot
                          variant: distroless
                          repository: ghcr.io/resf/istio/pilot
                          digest: %s
                          mediaType: application/vnd.oci.image.index.v1+json
                          tags: [1.14.5-distroless]
                          platforms:
                          - {platform: linux/amd64, digest: '%s', size: 51734567, stage: istio-linux-amd64}
                          - {platform: linux/arm64, digest: '%s', size: 51734567, stage: istio-linux-arm64}
                        """.formatted(D, amd64, arm64));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Catalog full = fullCatalog();

        for (Catalog catalog : List.of(SMALL, full, Releases.catalog(), Releases.empty())) {
            assertThat(read(CatalogYaml.write(catalog))).isEqualTo(catalog);
        }
    }

    @Test
    void aFileIsRead(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("images.yaml");
        assertThatThrownBy(() -> CatalogYaml.read(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " does not exist");

        Files.writeString(file, TEXT);

        assertThat(CatalogYaml.read(file)).isEqualTo(SMALL);
    }

    @Test
    void theOrderOfImagesIsTheirNames() {
        List<CatalogImage> images = Releases.catalog().images();

        assertThat(images)
                .extracting(image -> image.name() + " " + image.variant())
                .containsExactly("pilot debug", "pilot distroless", "proxyv2 debug", "proxyv2 distroless");
    }

    @Test
    void theOutputPassesItsSchema() throws IOException {
        Schema schema = schema();

        for (Catalog catalog : List.of(SMALL, fullCatalog(), Releases.catalog(), Releases.empty())) {
            assertThat(schema.validate(CatalogYaml.write(catalog), InputFormat.YAML))
                    .isEmpty();
            assertThat(schema.validate(new JsonRendering().render(catalog), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "istio-images/v1 | istio-images/v2 | 1:13: apiVersion: 'istio-images/v2' is wrong: expected"
                        + " istio-images/v1; did you mean 'istio-images/v1'?",
                "apiVersion: istio-images/v1 | x: y | 1:1: apiVersion is missing",
                "version: 1.14.5 | version: v1.14.5 | 2:10: version: version 'v1.14.5' is wrong: no tag of Istio has a",
                "created: 2022-10-12T08:11:00Z | created: yesterday | 3:10: created: 'yesterday' is wrong: expected a"
                        + " time",
                "created: 2022-10-12T08:11:00Z | creatd: 2022-10-12T08:11:00Z | 1:1: created is missing",
                "'4444444444444444444444444444444444444444' | master | 6:71: sources.istio.sha: 'master' is wrong:"
                        + " expected the 40 hexadecimal digits of a commit",
                "git: 'https://github.com/istio/istio', | `` | 6:10: sources.istio.git is missing",
                "name: pilot | nam: pilot | 9:3: key 'nam' is not known in images[0]; did you mean 'name'?",
                "variant: distroless | variant: [] | 10:12: images[0].variant: the value is wrong: expected text",
                "repository: ghcr.io/resf/istio/pilot | repository: UPPER/x/Y | 11:15: images[0].repository: repository",
                "digest: sha256: | digest: md5: | 12:11: images[0].digest: digest 'md5:",
                "image.index.v1 | image.config.v1 | 13:14: images[0].mediaType: 'application/vnd.oci.image.config.v1"
                        + "+json' is wrong: expected the media type of an index",
                "image.index.v1 | image.manifest.v1 | 13:3: an image of several platforms is an index",
                "tags: [1.14.5-distroless] | tags: [v1.14.5] | 14:10: images[0].tags[0]: tag 'v1.14.5' is wrong: no tag"
                        + " has a leading v",
                "tags: [1.14.5-distroless] | tags: [a b] | 14:10: images[0].tags[0]: tag 'a b' is wrong",
                "tags: [1.14.5-distroless] | tags: [a, a] | 14:13: images[0].tags[1]: 'a' is wrong: the tag stands here"
                        + " twice",
                "platform: linux/arm64 | platform: linux/amd64 | 17:5: images[0].platforms[1]: the value is wrong: the"
                        + " platform linux/amd64 stands here twice",
                "platform: linux/arm64 | platform: arm64 | 17:16: images[0].platforms[1].platform: platform 'arm64'",
                "size: 51734567, stage: istio-linux-amd64 | size: -1, stage: x | 16:118: images[0].platforms[0].size:"
                        + " '-1' is wrong: expected a number of bytes",
                "size: 51734567, stage: istio-linux-amd64 | size: 1.5, stage: x | 16:118:"
                        + " images[0].platforms[0].size: '1.5' is wrong: expected a whole number",
                "platforms: | platfroms: | 9:3: images[0].platforms is missing",
            })
    void aWrongFileIsRefusedWithThePlace(String from, String to, String message) throws IOException {
        String text = TEXT.replace(from, to);

        assertThat(text).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("images.yaml:" + message);
        // What a schema cannot say: relations between values, and the grammar of names.
        if (!message.contains("twice") && !message.contains("several") && !message.contains("repository")) {
            assertThat(schema().validate(text, InputFormat.YAML)).isNotEmpty();
        }
    }

    @Test
    void anImageWithoutPlatformsIsRefused() {
        String text = TEXT.replaceAll("(?s)platforms:.*", "platforms: []\n");

        assertThatThrownBy(() -> read(text)).hasMessageContaining("an image has at least one platform");
    }

    @Test
    void anImageOfOnePlatformHasItsDigest() {
        Catalog single =
                Releases.with(Releases.image("pilot", "debug", List.of("1.14.5"), List.of(Platform.LINUX_ARM64)));
        String written = CatalogYaml.write(single);
        String wrong = written.replaceFirst("digest: sha256:[0-9a-f]{64}", "digest: " + D);

        assertThat(read(written)).isEqualTo(single);
        assertThatThrownBy(() -> read(wrong))
                .hasMessageContaining(
                        "images.yaml:12:3: the digest of an image of one platform is that of the platform");
    }

    @Test
    void anImageThatStandsTwiceIsRefused() {
        String entry = TEXT.substring(TEXT.indexOf("- name"));

        assertThatThrownBy(() -> read(TEXT + entry)).hasMessageContaining("image pilot (distroless) stands here twice");
    }

    @Test
    void otherFilesAreRefusedAtOnce() {
        assertThatThrownBy(() -> read("kind: Deployment\n")).hasMessage("images.yaml:1:1: apiVersion is missing");
        assertThatThrownBy(() -> read("")).hasMessage("images.yaml:1:1: the file is empty");
    }

    private static Catalog fullCatalog() {
        CatalogImage image = Releases.image("pilot", "debug");
        CatalogImage attached = new CatalogImage(
                image.name(),
                image.variant(),
                image.repository(),
                image.digest(),
                image.mediaType(),
                image.tags(),
                image.platforms(),
                List.of(
                        new Attachment("sbom", Digest.sha256("sbom")),
                        new Attachment("signature", Digest.sha256("signature"))));
        Catalog catalog = Releases.with(attached);
        return new Catalog(
                "1.10",
                catalog.created().plusMillis(5),
                Optional.empty(),
                Map.of("istio", new CatalogSource("/src/a b, {c}: d", Optional.of("null"), "0".repeat(40), true)),
                catalog.images());
    }

    private static Catalog read(String text) {
        return CatalogYaml.read("images.yaml", text.getBytes(UTF_8));
    }

    private static Schema schema() throws IOException {
        try (InputStream in =
                CatalogYamlTest.class.getResourceAsStream("/io/jenkins/plugins/istioimages/images.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), UTF_8));
        }
    }
}
