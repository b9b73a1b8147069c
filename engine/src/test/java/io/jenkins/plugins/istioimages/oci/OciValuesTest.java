package io.jenkins.plugins.istioimages.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciValuesTest {
    private static final String DIGEST = Digest.sha256("x").toString();

    @Test
    void digests_of_both_algorithms_are_computed_and_read() {
        assertThat(Digest.sha256("abc"))
                .hasToString("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Digest sha512 = Digest.of(DigestAlgorithm.SHA512, new byte[0]);
        assertThat(sha512.hex()).hasSize(128).startsWith("cf83e1357eefb8bd");
        assertThat(Digest.parse(sha512.toString())).isEqualTo(sha512);
    }

    @Property
    void nothing_but_an_input_error_escapes_from_a_digest_or_platform(@ForAll String text) {
        for (Runnable parse : List.<Runnable>of(
                () -> Digest.parse(text), () -> Digest.parse("sha256:" + text), () -> Platform.parse(text))) {
            try {
                parse.run();
            } catch (InputException e) {
                assertThat(e.getMessage()).contains("is wrong");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm64/8, linux/arm64",
        "linux/arm/7, linux/arm/v7",
        "linux/arm/v6, linux/arm/v6",
        "linux/amd64/v1, linux/amd64",
        "linux/amd64/v3, linux/amd64/v3",
        "unknown/unknown, unknown/unknown"
    })
    void platforms_are_normalised(String text, String normal) {
        assertThat(Platform.parse(text)).hasToString(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "linux", "linux/", "/amd64", "linux/amd64/", "linux/amd64/v1/x", "Linux/amd64", "linux/a b"})
    void odd_platforms_are_input_errors(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"mediaType\":\"m\"}",
                "{\"mediaType\":\"m\",\"digest\":\"sha256:1\",\"size\":1}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":-1}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":\"1\"}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":1.5}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":99999999999999999999}",
                "{\"mediaType\":7,\"digest\":\"D\",\"size\":1}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":1,\"artifactType\":7}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":1,\"annotations\":{\"a\":1}}",
                "{\"mediaType\":\"m\",\"digest\":\"D\",\"size\":1,\"platform\":{\"os\":\"linux\"}}"
            })
    void damaged_descriptors_are_refused(String json) {
        assertThatThrownBy(() -> Descriptor.read(Json.read(bytes(json.replace("D", DIGEST)), "d"), "d"))
                .isInstanceOf(MalformedContentException.class);
    }

    @Test
    void a_descriptor_survives_its_json() {
        Descriptor descriptor = Descriptor.of("m", Digest.sha256("x"), 5)
                .withPlatform(Platform.parse("linux/arm/v7"))
                .withArtifactType("a/b")
                .withAnnotations(Map.of("b", "2", "a", "1"));
        assertThat(Descriptor.read(descriptor.toJson(), "d")).isEqualTo(descriptor);
    }

    @Test
    void what_go_writes_as_null_counts_as_absent() {
        ImageManifest manifest = (ImageManifest) content(
                        MediaTypes.OCI_MANIFEST,
                        "{\"config\":" + child() + ",\"layers\":null,\"subject\":null,\"artifactType\":null,"
                                + "\"annotations\":null}")
                .parse();
        assertThat(manifest.layers()).isEmpty();
        assertThat(manifest.subject()).isEmpty();
        assertThat(manifest.artifactType()).contains("m");
        assertThat(content(MediaTypes.OCI_INDEX, "{\"manifests\":null}").parse().references())
                .isEmpty();
    }

    @Test
    void manifests_of_both_families_survive_their_canonical_bytes() {
        for (String type : List.of(MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST)) {
            Manifest manifest =
                    ImageManifest.of(type, Descriptor.of("c", new byte[1]), List.of(Descriptor.of("l", new byte[2])));
            assertThat(manifest.content().parse()).isEqualTo(manifest);
        }
        for (String type : List.of(MediaTypes.OCI_INDEX, MediaTypes.DOCKER_INDEX)) {
            ImageIndex index =
                    ImageIndex.of(type, List.of(Descriptor.of("m", new byte[1]).withPlatform(Platform.LINUX_ARM64)));
            assertThat(index.content().parse()).isEqualTo(index);
            assertThat(index.find(Platform.parse("linux/arm64/v8"))).isPresent();
            assertThat(index.find(Platform.LINUX_AMD64)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\":1,\"a\":2}",
                "{} x",
                "{\"manifests\":{}}",
                "{\"manifests\":[1]}",
                "{\"manifests\":[],\"layers\":[]}",
                "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"manifests\":[]}"
            })
    void an_index_that_is_none_or_says_two_things_is_refused(String json) {
        assertThatThrownBy(() -> content(MediaTypes.OCI_INDEX, json).parse())
                .isInstanceOf(MalformedContentException.class);
    }

    @Test
    void nesting_has_a_limit() {
        String deep = "{\"manifests\":[],\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
        assertThatThrownBy(() -> content(MediaTypes.OCI_INDEX, deep).parse())
                .isInstanceOf(MalformedContentException.class);
    }

    @Test
    void bytes_are_checked_against_the_digest_they_were_asked_by() {
        byte[] bytes = bytes("{\"manifests\":[]}");
        Digest sha512 = Digest.of(DigestAlgorithm.SHA512, bytes);
        assertThat(ManifestContent.verified(MediaTypes.OCI_INDEX, bytes, sha512).digest())
                .isEqualTo(sha512);
        assertThatThrownBy(() -> ManifestContent.verified(MediaTypes.OCI_INDEX, bytes, Digest.sha256("other")))
                .isInstanceOf(MalformedContentException.class);
    }

    @Test
    void canonical_json_is_sorted_keeps_numbers_and_is_stable() {
        byte[] once = Json.canonical(Json.read(bytes("{ \"b\" : 2.50, \"a\":[ {\"d\":1,\"c\":null} ] }"), "x"));
        assertThat(new String(once, StandardCharsets.UTF_8)).isEqualTo("{\"a\":[{\"c\":null,\"d\":1}],\"b\":2.50}");
        assertThat(Json.canonical(Json.read(once, "x"))).isEqualTo(once);
    }

    @Test
    void an_image_config_is_read_and_what_it_says_besides_is_kept() {
        String json =
                "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\",\"x\":1,\"config\":{\"Env\":[\"A=b\"],"
                        + "\"Entrypoint\":[\"/e\"],\"Cmd\":null},\"rootfs\":{\"diff_ids\":[\"" + DIGEST + "\"]}}";
        ImageConfig config = ImageConfig.parse(bytes(json), "config");

        assertThat(config.platform()).isEqualTo(Platform.LINUX_ARM64);
        assertThat(config.diffIds()).containsExactly(Digest.sha256("x"));
        assertThat(config.env()).containsExactly("A=b");
        assertThat(config.entrypoint()).containsExactly("/e");
        assertThat(config.cmd()).isEmpty();
        assertThat(new String(config.bytes(), StandardCharsets.UTF_8)).contains("\"x\":1");
        assertThatThrownBy(() -> ImageConfig.parse(bytes("{}"), "config").platform())
                .isInstanceOf(MalformedContentException.class);
        assertThatThrownBy(() -> ImageConfig.parse(bytes("{\"rootfs\":{\"diff_ids\":[\"x\"]}}"), "config")
                        .diffIds())
                .isInstanceOf(MalformedContentException.class);
    }

    private static ManifestContent content(String mediaType, String json) {
        return ManifestContent.of(mediaType, bytes(json));
    }

    private static String child() {
        return "{\"mediaType\":\"m\",\"digest\":\"" + DIGEST + "\",\"size\":1}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
