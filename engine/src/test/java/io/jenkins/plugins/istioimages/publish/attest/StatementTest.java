package io.jenkins.plugins.istioimages.publish.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    private static final Digest DIGEST = Digest.sha256("image");

    @TempDir
    private Path temp;

    @Test
    void a_statement_is_in_totos_version_1() {
        Statement statement = new Statement(
                "https://spdx.dev/Document",
                List.of(new Statement.Subject("ghcr.io/resf/istio/pilot", DIGEST)),
                Json.object().put("spdxVersion", "SPDX-2.3"));
        assertThat(new String(statement.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"spdxVersion\":\"SPDX-2.3\"},"
                                + "\"predicateType\":\"https://spdx.dev/Document\",\"subject\":[{\"digest\":{\"sha256\":\""
                                + DIGEST.hex() + "\"},\"name\":\"ghcr.io/resf/istio/pilot\"}]}");
        assertThat(Statement.parse(statement.bytes(), "statement")).isEqualTo(statement);
        assertThat(statement.isAbout(DIGEST)).isTrue();
        assertThat(statement.isAbout(Digest.sha256("other"))).isFalse();
    }

    @Test
    void a_claim_in_bytes_makes_the_statement_that_one_in_a_tree_makes() {
        List<Statement.Subject> subjects = List.of(new Statement.Subject("\"predicate\":{} ü", DIGEST));
        Statement statement =
                new Statement("x:y", subjects, Json.object().put("a", 1).put("name", "Jürgen \"predicate\":{}"));
        byte[] bytes = Statement.bytes("x:y", subjects, Json.canonical(statement.predicate()));
        assertThat(bytes).isEqualTo(statement.bytes());
        Statement head = Statement.parseHead(bytes, "statement");
        assertThat(head.subjects()).isEqualTo(subjects);
        assertThat(head.predicateType()).isEqualTo("x:y");
        assertThat(head.predicate().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"predicate\":{\"a\":1,\"a\":2}}",
                "{\"predicate\":{}} x",
                "{\"predicate\":{",
                "{\"a\":1,\"a\":2}"
            })
    void a_head_is_read_as_strictly_as_the_whole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Statement.parse(bytes, "it")).isInstanceOf(MalformedContentException.class);
        assertThatThrownBy(() -> Statement.parseHead(bytes, "it"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageMatching("it is not .*JSON.*");
    }

    @Test
    void the_form_before_is_read_and_subjects_that_are_no_images_are_left_out() {
        String text = "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"predicateType\":\"x:y\",\"subject\":["
                + "{\"name\":\"a\",\"digest\":{\"gitCommit\":\"12\",\"sha256\":\"" + DIGEST.hex() + "\"}}]}";
        Statement read = Statement.parse(text.getBytes(StandardCharsets.UTF_8), "statement");
        assertThat(read.subjects()).containsExactly(new Statement.Subject("a", DIGEST));
        assertThat(read.predicate().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://in-toto.io/Statement/v1, https://in-toto.io/Link/v1, is of the type",
        "subject, object, no subject"
    })
    void what_is_no_statement_is_refused(String from, String to, String message) {
        String text = new String(new Statement("x:y", List.of(), Json.object()).bytes(), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Statement.parse(text.replace(from, to).getBytes(StandardCharsets.UTF_8), "it"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void kinds_of_claims_have_cosigns_short_names() {
        assertThat(PredicateType.parse("slsaprovenance1")).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(PredicateType.parse("cyclonedx")).isEqualTo("https://cyclonedx.org/bom");
        assertThat(PredicateType.parse("https://example.com/claim/v1")).isEqualTo("https://example.com/claim/v1");
        assertThatThrownBy(() -> PredicateType.parse("cyclondx"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean 'cyclonedx'?");
        assertThatThrownBy(() -> PredicateType.parse("a b")).isInstanceOf(InputException.class);
    }

    @Test
    void a_document_is_a_claim_if_it_is_a_json_object_of_a_size_that_can_be_attached() throws IOException {
        Path sbom = Files.writeString(temp.resolve("sbom.json"), "{\"bomFormat\": \"CycloneDX\"}");
        Claim claim = Claim.read("cyclonedx", sbom);
        assertThat(claim.predicateType()).isEqualTo("https://cyclonedx.org/bom");
        assertThat(claim.predicate().path("bomFormat").asText()).isEqualTo("CycloneDX");
        Path text = Files.writeString(temp.resolve("sbom.txt"), "SPDXVersion: SPDX-2.3");
        assertThatThrownBy(() -> Claim.read("spdxjson", text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sbom.txt is not valid JSON")
                .hasMessageContaining("what is attached as https://spdx.dev/Document is JSON");
        Path large = Files.write(temp.resolve("large.json"), new byte[(8 << 20) + 1]);
        assertThatThrownBy(() -> Claim.read("spdxjson", large))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("8388609 bytes");
        assertThatThrownBy(() -> Claim.read("spdxjson", temp.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot read");
    }
}
