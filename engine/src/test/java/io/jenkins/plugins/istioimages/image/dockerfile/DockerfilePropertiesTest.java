package io.jenkins.plugins.istioimages.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.dockerfile.WordExpander.ExpansionException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;

/** Whatever the text is, it is parsed in no time or refused by an error of ours that names a place. */
class DockerfilePropertiesTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Property
    void anyTextIsParsedOrRefused(@ForAll @StringLength(max = 400) String text) {
        check(text);
    }

    @Property(tries = 3000)
    void anythingLikeADockerfileIsParsedOrRefused(@ForAll("dockerfiles") String text) {
        check(text);
    }

    @Property(tries = 3000)
    void anyWordIsExpandedOrRefused(@ForAll("words") String word) {
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            try {
                String result = WordExpander.expand(
                        word, '\\', name -> Optional.of(name).filter(n -> n.length() > 1));
                assertThat(result).isNotNull();
            } catch (ExpansionException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }

    @Property
    void aWordWithoutSpecialCharactersStaysAsItIs(@ForAll("plain") String word) {
        assertThat(WordExpander.expand(word, '\\', name -> Optional.empty())).isEqualTo(word);
    }

    @Property
    void aQuotedWordComesBack(@ForAll @StringLength(max = 50) String word) {
        String quoted = "'" + word.replace("'", "'\"'\"'") + "'";
        assertThat(WordExpander.expand(quoted, '\\', name -> Optional.empty())).isEqualTo(word);
    }

    private static void check(String text) {
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            try {
                Dockerfile file = Dockerfile.parse("D", text);
                assertThat(file.instructions()).isNotEmpty().allSatisfy(i -> assertThat(i.at().line())
                        .isPositive());
                StageGraph graph = StageGraph.of(file, Map.of("A", "1"), Platform.LINUX_AMD64, Platform.LINUX_ARM64);
                assertThat(graph.stages()).isNotEmpty();
            } catch (InputException e) {
                assertThat(e.location()).isPresent();
            }
        });
    }

    @Provide
    Arbitrary<String> dockerfiles() {
        Arbitrary<String> part = Arbitraries.of(
                "FROM ",
                "COPY ",
                "ADD ",
                "ENV ",
                "ARG ",
                "LABEL ",
                "CMD ",
                "RUN ",
                "HEALTHCHECK ",
                "ONBUILD ",
                "SHELL ",
                "EXPOSE ",
                "WORKDIR ",
                "--from=",
                "--platform=",
                "--chown=",
                "--interval=",
                "scratch",
                " AS ",
                "a",
                "b1",
                "/x/",
                "$A",
                "${A",
                "${A:-",
                "}",
                "\"",
                "'",
                "\\",
                "\\\n",
                "\n",
                "\n",
                "\n",
                " ",
                "=",
                "[",
                "]",
                ",",
                "<<EOF",
                "EOF\n",
                "# ",
                "# escape=`\n",
                "`",
                "1",
                ":",
                "\t",
                "é",
                "\u2028");
        return part.list().ofMaxSize(40).map(parts -> "FROM scratch AS s\n" + String.join("", parts));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "$", "{", "}", ":", "-", "+", "?", "'", "\"", "\\", "A", "AB", "_", "1", " ", "${", "${AB:-",
                        "#")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings().withChars("abcXYZ019/.:-_ =,@[]{}()").ofMaxLength(60);
    }
}
