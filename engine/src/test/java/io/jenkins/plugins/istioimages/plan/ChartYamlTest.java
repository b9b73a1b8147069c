package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartYamlTest {
    private static final String AMBIENT = """
            # said by nobody
            name: ambient
            version: 1.0.0
            appVersion: 1.0.0
            dependencies:
            - name: base
              version: 1.0.0
              repository: "file://../../charts/base"
            - name: redis
              version: 7.0.0
              repository: https://charts.example
              condition: redis.enabled
            """;

    @Test
    void aReleaseGivesItsVersionToTheChartAndToThoseBesideIt() {
        ChartYaml released = ChartYaml.read("Chart.yaml", AMBIENT).released("1.14.5");
        assertThat(released.text()).isEqualTo("""
                appVersion: 1.14.5
                dependencies:
                - name: base
                  repository: file://../../charts/base
                  version: 1.14.5
                - condition: redis.enabled
                  name: redis
                  repository: https://charts.example
                  version: 7.0.0
                name: ambient
                version: 1.14.5
                """);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        ChartYaml chart = ChartYaml.read("Chart.yaml", AMBIENT);
        assertThat(ChartYaml.read("again", chart.text()).text()).isEqualTo(chart.text());
        assertThat(chart.dependencies())
                .extracting(ChartYaml.Dependency::isLocal)
                .containsExactly(true, false);
        assertThat(chart.dependencies().get(0).directory()).isEqualTo("../../charts/base");
    }

    @Test
    void aVersionThatYamlTakesForANumberStaysText() {
        assertThat(ChartYaml.dump(Map.of("version", "1.10"))).isEqualTo("version: '1.10'\n");
        assertThat(ChartYaml.read("c", "name: a\n").released("1e3").text()).contains("version: '1e3'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "- a\n", "just text", "name: [a\n", "name: a\nname: b\n", "a: &x [*x]", "!!java.io.File x"})
    void whatIsNoDescriptionIsRefused(String text) {
        assertThatThrownBy(() -> ChartYaml.read("charts/x/Chart.yaml", text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("charts/x/Chart.yaml");
    }

    @ParameterizedTest
    @CsvSource({"../up", "a/b", ".hidden", "''", "'a b'"})
    void aNameThatIsNoFileNameIsRefused(String name) {
        assertThatThrownBy(() -> ChartYaml.read("Chart.yaml", "name: '" + name + "'\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the chart's name is '" + name + "'");
        assertThatThrownBy(() -> ChartYaml.read("Chart.yaml", "name: a\ndependencies: [{name: '" + name + "'}]\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a dependency's name is '" + name + "'");
    }

    @Test
    void aDependencyThatIsNoMappingIsRefused() {
        assertThatThrownBy(() -> ChartYaml.read("Chart.yaml", "name: a\ndependencies: [base]\n"))
                .isInstanceOf(InputException.class)
                .hasMessage("Chart.yaml: a dependency is no mapping");
    }

    @Property(tries = 300)
    void noTextMakesItFailInAnotherWay(@ForAll("texts") String text) {
        try {
            ChartYaml chart = ChartYaml.read("Chart.yaml", text);
            assertThat(ChartYaml.read("again", chart.released("1.2.3").text()).version())
                    .isEqualTo("1.2.3");
        } catch (InputException refused) {
            assertThat(refused).hasMessageStartingWith("Chart.yaml");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> key = Arbitraries.of("name", "version", "dependencies", "x", "- name", "  repository");
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.of("a", "1.0", "[]", "{}", "null", "|", "&a", "*a", "[{name: b}]", "\"", "2001-01-01"),
                Arbitraries.strings().ofMaxLength(6));
        return Combinators.combine(key, value)
                .as((k, v) -> k + ": " + v + "\n")
                .list()
                .ofMaxSize(6)
                .map(lines -> String.join("", lines));
    }
}
