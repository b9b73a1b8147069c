package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoModTest {
    @Test
    void requirementsStandInLinesAndBlocks() {
        GoMod mod = parse("""
                module istio.io/istio // the module

                go 1.26.0

                toolchain go1.26.4
                godebug default=go1.21
                // istio.io/api v9.9.9
                require istio.io/pkg v0.0.0-20220906212832-f98e656e3df0
                require (
                \tistio.io/api v1.31.0-alpha.1.0.20260819121012-5803fb6accf7
                \t"istio.io/client-go" v1.14.5 // indirect
                \t`github.com/docker/cli` v29.5.2+incompatible // indirect; why

                )
                tool istio.io/tools/cmd/gen
                retract [v1.0.0, v1.9.9] // bad
                exclude istio.io/api v1.0.0
                ignore ./node_modules
                """);

        assertThat(mod.requirement("istio.io/pkg").orElseThrow().version())
                .isEqualTo("v0.0.0-20220906212832-f98e656e3df0");
        assertThat(mod.requirement("istio.io/api").orElseThrow().indirect()).isFalse();
        assertThat(mod.requirement("istio.io/client-go"))
                .contains(new GoMod.Requirement("istio.io/client-go", "v1.14.5", true));
        assertThat(mod.requirement("github.com/docker/cli").orElseThrow().indirect())
                .isTrue();
        assertThat(mod.requirements()).hasSize(4);
    }

    @Test
    void aReplacementOfTheVersionGoesBeforeOneOfAllVersions() {
        GoMod mod = parse("""
                require a.b/c v1.2.3
                replace a.b/c => ../c
                replace (
                \ta.b/c v1.2.3 => d.e/f v0.1.0
                )
                """);

        GoMod.Replacement replacement =
                mod.replacement(mod.requirement("a.b/c").orElseThrow()).orElseThrow();

        assertThat(replacement.newPath()).isEqualTo("d.e/f");
        assertThat(replacement.newVersion()).contains("v0.1.0");
        assertThat(mod.replacement(new GoMod.Requirement("a.b/c", "v2.0.0", false))
                        .orElseThrow()
                        .newVersion())
                .isEmpty();
    }

    @Test
    void aReplacementOfAnotherVersionDoesNotCount() {
        GoMod mod = parse("require a.b/c v1.2.3\nreplace a.b/c v1.0.0 => d.e/f v0.1.0\n");

        assertThat(mod.replacement(mod.requirement("a.b/c").orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "require istio.io/api|1:1",
                "require (|1:1",
                "require \"istio.io/api v1|1:9",
                "replace a.b/c d.e/f v1|1:1",
                "replace => d.e/f v1|1:1",
            })
    void whatIsMalformedIsToldWithItsPlace(String text, String place) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(SourceFileException.class)
                .hasMessageStartingWith("istio@0:go.mod:" + place + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "v0.0.0-20191111210003-35e06ef8d838, 35e06ef8d838, 2019-11-11T21:00:03Z",
        "v1.14.5-0.20221004230640-0f4eee98e01b, 0f4eee98e01b, 2022-10-04T23:06:40Z",
        "v1.31.0-alpha.1.0.20260819121012-5803fb6accf7, 5803fb6accf7, 2026-08-19T12:10:12Z",
        "v2.0.0-20260819121012-5803fb6accf7+incompatible, 5803fb6accf7, 2026-08-19T12:10:12Z",
        "v2.0.1-0.20260819121012-5803fb6accf7+incompatible, 5803fb6accf7, 2026-08-19T12:10:12Z",
        "v1.20.0-rc.0, v1.20.0-rc.0,",
        "v1.14.5, v1.14.5,",
        "v29.5.2+incompatible, v29.5.2,",
        "v0.0.0-20261311210003-35e06ef8d838, v0.0.0-20261311210003-35e06ef8d838,",
    })
    void aVersionIsATagOrACommit(String version, String revision, String time) {
        GoVersion parsed = GoVersion.of(version);

        assertThat(parsed.revision()).isEqualTo(revision);
        assertThat(parsed.committed().map(Object::toString)).isEqualTo(Optional.ofNullable(time));
    }

    private static GoMod parse(String text) {
        return GoMod.parse(new SourceText("istio@0:go.mod", text));
    }
}
