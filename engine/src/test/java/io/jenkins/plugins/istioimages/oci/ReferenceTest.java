package io.jenkins.plugins.istioimages.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest",
        "istio/pilot:1.14.5, docker.io/istio/pilot:1.14.5",
        "index.docker.io/busybox, docker.io/library/busybox:latest",
        "ghcr.io/resf/istio/pilot:1, ghcr.io/resf/istio/pilot:1",
        "localhost/a, localhost/a:latest",
        "127.0.0.1:5000/a/b:c, 127.0.0.1:5000/a/b:c",
        "[::1]:5000/a:b, [::1]:5000/a:b",
        "GHCR.io/a/b:C, ghcr.io/a/b:C",
        "a/b__c-d.e---f:x, docker.io/a/b__c-d.e---f:x"
    })
    void short_names_are_completed_as_docker_does(String text, String full) {
        assertThat(Reference.parse(text)).hasToString(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "/",
                "@",
                "a:",
                "a:-x",
                "a//b",
                "/a",
                "a/",
                "A",
                "a/B",
                "a___b",
                "a..b",
                "a:b:c",
                "Istio/pilot",
                "a@sha256:12",
                "a@md5:12",
                "a b",
                "a\n",
                "ghcr.io/",
                "ghcr.io:0/a",
                "ghcr.io:99999/a",
                "ghcr.io:x/a",
                "-a.b/c",
                "a@",
                "ä/b"
            })
    void what_the_grammar_does_not_allow_is_an_input_error(String text) {
        assertThatThrownBy(() -> Reference.parse(text)).as("'" + text + "'").isInstanceOf(InputException.class);
    }

    @Property
    void every_valid_reference_survives_its_own_text(@ForAll("references") String text) {
        Reference reference = Reference.parse(text);
        assertThat(Reference.parse(reference.toString())).isEqualTo(reference).hasToString(text);
    }

    @Property(tries = 2000)
    void nothing_but_an_input_error_escapes(@ForAll("nearReferences") String text) {
        try {
            Reference reference = Reference.parse(text);
            assertThat(Reference.parse(reference.toString())).isEqualTo(reference);
        } catch (InputException e) {
            assertThat(e.getMessage()).contains("is wrong").hasSizeLessThan(2000);
        }
    }

    @Provide
    Arbitrary<String> references() {
        Arbitrary<String> host = Arbitraries.of("ghcr.io", "127.0.0.1:5000", "localhost", "a-b.example:443");
        Arbitrary<String> component = Arbitraries.of("a", "istio", "b0", "x_y", "x__y", "x.y", "x--y");
        Arbitrary<String> path = component.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts));
        Arbitrary<String> tag = Arbitraries.of(":1", ":_a.B-c", ":" + "t".repeat(128));
        Arbitrary<String> digest = Arbitraries.of("", "@sha256:" + HEX, "@sha512:" + HEX + HEX);
        return Combinators.combine(host, path, tag, digest).as((h, p, t, d) -> h + "/" + p + t + d);
    }

    @Provide
    Arbitrary<String> nearReferences() {
        return Arbitraries.strings()
                .withChars("aZ09._-/:@[]")
                .withChars("sha256 \tä\0")
                .ofMaxLength(300);
    }
}
