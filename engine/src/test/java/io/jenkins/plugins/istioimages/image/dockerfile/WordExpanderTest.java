package io.jenkins.plugins.istioimages.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.dockerfile.WordExpander.ExpansionException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordExpanderTest {
    private static final Map<String, String> VARIABLES = Map.of("X", "value", "E", "", "Y", "a b", "_u1", "under");

    /** Results were compared with BuildKit's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                "$X|value",
                "${X}|value",
                "$X.txt|value.txt",
                "$Xa|``",
                "a$|a$",
                "$_u1|under",
                "$1a|a",
                "${X:-d}|value",
                "${N:-d}|d",
                "${E:-d}|d",
                "${E-d}|``",
                "${N-d}|d",
                "${X:+s}|s",
                "${E:+s}|``",
                "${E+s}|s",
                "${N+s}|``",
                "${X:?no}|value",
                "${E?no}|``",
                "${N:-${X}}|value",
                "${N:-${M:-deep}}|deep",
                "${N:-'$X'}|$X",
                "${N:-\"$X\"}|value",
                "${N:-a b}|a b",
                "'$X'|$X",
                "\"$X\"|value",
                "\\$X|$X",
                "\"\\$X\"|$X",
                "\"a\\\"b\"|a\"b",
                "\"a\\b\"|a\\b",
                "a\\ b|a b",
                "a\\\\b|a\\b",
                "'a'\"b\"c|abc",
                "end\\|end",
            })
    void variablesAndQuotesAreReplaced(String word, String expected) {
        assertThat(expand(word)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${",
                "${}",
                "${:x}",
                "${X",
                "${X:",
                "${X:-",
                "${X:-a",
                "${X#a}",
                "${X/a/b}",
                "${X:=a}",
                "'a",
                "\"a"
            })
    void whatIsNotWellFormedIsAnError(String word) {
        assertThatThrownBy(() -> expand(word)).isInstanceOf(ExpansionException.class);
    }

    @Test
    void aVariableThatMustBeSetSaysItsMessage() {
        assertThatThrownBy(() -> expand("${N:?give a version}"))
                .hasMessage("the variable N is not set: give a version");
        assertThatThrownBy(() -> expand("${N?}")).hasMessage("the variable N must be set");
    }

    @Test
    void nestingIsBounded() {
        String deep = "${N:-".repeat(1000) + "x" + "}".repeat(1000);
        assertThatThrownBy(() -> expand(deep)).hasMessageContaining("nested deeper");
    }

    @Test
    void aWordMayBecomeSeveralUnlessItIsQuoted() {
        assertThat(WordExpander.expandToWords("$Y", '\\', WordExpanderTest::lookup))
                .containsExactly("a", "b");
        assertThat(WordExpander.expandToWords("\"$Y\"", '\\', WordExpanderTest::lookup))
                .containsExactly("a b");
        assertThat(WordExpander.expandToWords("$E", '\\', WordExpanderTest::lookup))
                .isEmpty();
    }

    @Test
    void theEscapeCharacterIsTheFiles() {
        assertThat(WordExpander.expand("`$X\\", '`', WordExpanderTest::lookup)).isEqualTo("$X\\");
    }

    private static String expand(String word) {
        return WordExpander.expand(word, '\\', WordExpanderTest::lookup);
    }

    private static Optional<String> lookup(String name) {
        return Optional.ofNullable(VARIABLES.get(name));
    }
}
