package io.jenkins.plugins.istioimages.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no file may do to its reader. */
class YamlBoundsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`a: b: c` | 1:5: is not valid YAML: mapping values are not allowed here",
                "`\\ta: b` | 1:1: is not valid YAML: while scanning for the next token, found character '\\t(TAB)'",
                "`a:\\n\\tb: c` | 2:1: is not valid YAML: while scanning for the next token, found character '\\t(TAB)'",
                "`a: [1, 2` | 1:9: is not valid YAML: while parsing a flow sequence, expected ',' or ']'",
                "`a: 'x` | 1:6: is not valid YAML: while scanning a quoted scalar, found unexpected end of stream",
                "`a: *b` | 1:4: is not valid YAML: found undefined alias b",
                "`a: 1\\n---\\nb: 2` | 2:1: a second document begins here; one is allowed",
                "`a: &x [*x]` | 1:8: alias *x stands inside of what it repeats",
                "`a: &x {b: {c: *x}}` | 1:15: alias *x stands inside of what it repeats",
                "`a: !!binary aGk=` | 1:4: tag 'tag:yaml.org,2002:binary' is not allowed: values here are",
                "`a: !!javax.script.ScriptEngineManager [x]` | 1:4: tag 'tag:yaml.org,2002:javax.script.ScriptEngineMan",
                "`!mine {a: b}` | 1:1: tag '!mine' is not allowed",
                "`[a, b]` | 1:1: the file: the value is wrong: expected a mapping of keys to values, this is a list",
                "`text` | 1:1: the file: 'text' is wrong: expected a mapping of keys to values, this is text",
                "`# nothing` | 1:1: the file is empty",
                "`` | 1:1: the file is empty",
                "`~` | 1:1: the file: the value is wrong: expected a mapping of keys to values, this is nothing",
                "`<<: x` | 1:1: << takes a mapping or a list of mappings",
                "`a: \\0` | 1:4: character U+0000 is not allowed in YAML",
                "`a: b\\nc: x\\7` | 2:5: character U+0007 is not allowed in YAML",
            })
    void brokenTextIsRefusedWithItsPlace(String escaped, String message) {
        String text = escaped.replace("`", "")
                .translateEscapes()
                .replace("\\u0000", "\0")
                .replace("\\u0007", "\7");
        assertThatThrownBy(() -> ManifestTexts.read(text))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("manifest.yaml:" + message);
    }

    @Test
    void aKeyThatIsNoTextIsRefused() {
        assertThatThrownBy(() -> ManifestTexts.readSmallAnd("[a]: b"))
                .hasMessage("manifest.yaml:6:1: a key must be text, not a list or mapping");
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithTheirPlace() {
        byte[] latin = "version: 1.14.5\ndirectory: /tmp/é".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ManifestReader.read("m.yaml", latin))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("m.yaml:2:17: byte 0xe9 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void aCharacterThatIsCutOffIsRefused() {
        byte[] whole = (ManifestTexts.SMALL + "directory: é").getBytes(UTF_8);

        assertThatThrownBy(() -> ManifestReader.read("m.yaml", Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is not UTF-8");
    }

    @Test
    void utf16IsRefusedWithAdvice() {
        assertThatThrownBy(() -> ManifestReader.read("m.yaml", "a: b".getBytes(StandardCharsets.UTF_16)))
                .hasMessage("m.yaml:1:1: the file is UTF-16; save it as UTF-8");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> ManifestReader.read("m.yaml", new byte[YamlSource.MAX_BYTES + 1]))
                .hasMessage("m.yaml:1:1: the file has more than 1048576 bytes, which no manifest needs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void deepNestingIsRefused(String opening) {
        assertThatThrownBy(() -> ManifestTexts.read("a:\n  " + opening.repeat(100_000)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("nests deeper than 20 levels");
    }

    @Test
    void theBillionLaughsAreNotHeard() {
        StringBuilder text = new StringBuilder("version: 1.14.5\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 8; i++) {
            text.append("a%d: &a%d [".formatted(i, i));
            text.append("*a%d, ".formatted(i - 1).repeat(10)).append("]\n");
        }
        assertThatThrownBy(() -> ManifestTexts.read(text.toString()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is one of more than 50 aliases");
    }

    @Test
    void mergesThatGrowAreCutOff() {
        StringBuilder text = new StringBuilder("m0: &m0 {");
        for (int i = 0; i < 2_000; i++) {
            text.append("k").append(i).append(": v, ");
        }
        text.append("}\n");
        for (int i = 1; i <= 25; i++) {
            text.append("m%d: &m%d {<<: [*m%d, *m%d]}\n".formatted(i, i, i - 1, i - 1));
        }
        text.append("<<: *m25\n");
        assertThatThrownBy(() ->
                        YamlFile.of("m.yaml", text.toString().getBytes(UTF_8)).root())
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("aliases");
    }

    @Test
    void aFileOfManyValuesIsCutOff() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_001; i++) {
            text.append("k").append(i).append(": v\n");
        }
        assertThatThrownBy(() ->
                        YamlFile.of("m.yaml", text.toString().getBytes(UTF_8)).root())
                .hasMessageContaining("the file has more than 20000 values");
        assertThat(text.length()).isLessThan(YamlSource.MAX_BYTES);
    }

    @Test
    void numbersAreNeverMadeOfLongDigits() {
        assertThatThrownBy(() -> ManifestTexts.readSmallAnd("dashboards: {a: " + "9".repeat(500_000) + "}"))
                .hasMessageContaining("expected a whole number")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
}
