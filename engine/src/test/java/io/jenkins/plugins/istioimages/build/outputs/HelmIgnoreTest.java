package io.jenkins.plugins.istioimages.build.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases are those of helm's own rules: internal/ignore/rules.go says what each form means. */
class HelmIgnoreTest {
    @ParameterizedTest
    @CsvSource({
        "helm.txt, helm.txt, false, true",
        "helm.*, helm.txt, false, true",
        "helm.*, rudder.txt, false, false",
        "*.txt, tiller.txt, false, true",
        "*.txt, cargo/a.txt, false, true",
        "cargo/*.txt, cargo/a.txt, false, true",
        "cargo/*.txt, mast/a.txt, false, false",
        "ru[c-e]?er.txt, rudder.txt, false, true",
        "templates/.?*, templates/.dotfile, false, true",
        "cargo/, cargo, true, true",
        "cargo/, cargo, false, false",
        "/a.txt, a.txt, false, true",
        "/a.txt, cargo/a.txt, false, false",
        "'{a,b}', a, false, false",
        "'{a,b}', '{a,b}', false, true",
        "'!helm.txt', helm.txt, false, false",
        "'!helm.txt', tiller.txt, false, true",
        "'!cargo/', a.txt, false, true",
        "'  spaced.txt  ', spaced.txt, false, true",
        "'#helm.txt', '#helm.txt', false, false"
    })
    void aRuleLeavesOutWhatHelmLeavesOut(String rule, String path, boolean directory, boolean ignored)
            throws IOException {
        assertThat(rules(rule + "\n").ignores(path, directory)).isEqualTo(ignored);
    }

    @Test
    void hiddenTemplatesAreLeftOutWithoutARule() throws IOException {
        HelmIgnore none = HelmIgnore.read(Path.of("there-is-no-such-file"));
        assertThat(none.ignores("templates/.hidden", false)).isTrue();
        assertThat(none.ignores("templates/_helpers.tpl", false)).isFalse();
        assertThat(none.ignores(".helmignore", false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/**", "[a", "\\"})
    void whatHelmRefusesIsRefused(String rule) {
        assertThatThrownBy(() -> rules(rule + "\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'" + rule + "'");
    }

    @Property(tries = 300)
    void noFileMakesItFailInAnotherWay(@ForAll("files") String text, @ForAll boolean directory) throws IOException {
        HelmIgnore rules;
        try {
            rules = rules(text);
        } catch (InputException refused) {
            assertThat(refused.getMessage()).containsAnyOf("Helm has no **", "is no pattern");
            return;
        } catch (UncheckedIOException notText) {
            return;
        }
        rules.ignores("templates/a.yaml", directory);
        assertThat(rules.ignores("templates/.x", directory)).isTrue();
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("*", "?", "[", "]", "a", "b", "/", "!", "{", "}", ",", "-", "\\", "\n", "#", " ", "**")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static HelmIgnore rules(String text) throws IOException {
        Path file = Files.createTempFile("helm", "ignore");
        try {
            Files.writeString(file, text);
            return HelmIgnore.read(file);
        } finally {
            Files.delete(file);
        }
    }
}
