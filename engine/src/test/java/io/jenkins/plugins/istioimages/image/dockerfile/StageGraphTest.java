package io.jenkins.plugins.istioimages.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.dockerfile.Stage.Base;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageGraphTest {
    private static final Platform BUILD = Platform.LINUX_AMD64;

    @Test
    void onlyStagesThatTheLastOneNeedsAreThere() {
        StageGraph graph = graph("""
                FROM one AS a
                FROM two AS b
                FROM three AS c
                FROM a
                COPY --from=c /x /y
                """, Map.of());
        assertThat(graph.stages()).extracting(Stage::index).containsExactly(0, 2, 3);
        assertThat(last(graph).base()).isEqualTo(new Base.OnStage(0));
    }

    @Test
    void aStageIsChosenByAnArgumentWithDefaultAndOverride() {
        String text = """
                ARG BASE_DISTRIBUTION=debug
                ARG BASE_VERSION=latest
                ARG REGISTRY=registry.example/release
                FROM ${REGISTRY}/base:${BASE_VERSION} as debug
                FROM ${REGISTRY}/distroless:${BASE_VERSION} AS distroless
                FROM ${BASE_DISTRIBUTION:-debug}
                """;
        assertThat(graph(text, Map.of()).stages().get(0).base())
                .isEqualTo(new Base.Image("registry.example/release/base:latest"));
        assertThat(graph(text, Map.of("BASE_DISTRIBUTION", "distroless", "BASE_VERSION", "1.2"))
                        .stages()
                        .get(0)
                        .base())
                .isEqualTo(new Base.Image("registry.example/release/distroless:1.2"));
    }

    @Test
    void stagesAreFoundByNumberAndByNameInAnyCase() {
        StageGraph graph = graph("FROM x AS Tools\nFROM scratch\nCOPY --from=0 a b\nCOPY --from=TOOLS a b\n", Map.of());
        assertThat(graph.stage("0", last(graph)).orElseThrow().index()).isZero();
        assertThat(graph.stage("tools", last(graph)).orElseThrow().index()).isZero();
        assertThat(graph.stage("1", last(graph))).isEmpty();
        assertThat(graph.stage("docker.io/library/busybox", last(graph))).isEmpty();
    }

    @Test
    void aNameMeansTheLastEarlierStageAndNeverALaterOne() {
        StageGraph graph = graph("FROM x AS a\nFROM y AS a\nFROM a AS b\nFROM b\n", Map.of());
        assertThat(graph.stages()).extracting(Stage::index).containsExactly(1, 2, 3);
        assertThat(graph("FROM self AS self\n", Map.of()).stages().get(0).base())
                .isEqualTo(new Base.Image("self"));
    }

    @Test
    void platformArgumentsAreSetBeforeTheFirstFrom() {
        StageGraph graph =
                StageGraph.of(Dockerfile.parse("D", """
                        FROM --platform=$BUILDPLATFORM tools AS t
                        FROM img-${TARGETOS}-${TARGETARCH}-${TARGETVARIANT}
                        COPY --from=t a b
                        """), Map.of(), BUILD, new Platform("linux", "arm", "v7"));
        assertThat(graph.stages().get(0).platform()).isEqualTo(BUILD);
        assertThat(graph.stages().get(1).platform()).isEqualTo(new Platform("linux", "arm", "v7"));
        assertThat(graph.stages().get(1).base()).isEqualTo(new Base.Image("img-linux-arm-v7"));
    }

    @Test
    void aStageOnAStageHasItsPlatform() {
        StageGraph graph = StageGraph.of(
                Dockerfile.parse("D", "FROM --platform=linux/s390x x AS a\nFROM a AS b\nFROM b\n"),
                Map.of(),
                BUILD,
                Platform.LINUX_ARM64);
        assertThat(last(graph).platform()).isEqualTo(new Platform("linux", "s390x", ""));
    }

    @Test
    void runCountsInStagesThatAreNeededOnly() {
        assertThatCode(() -> graph("FROM a AS x\nRUN make\nFROM b\n", Map.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> graph("FROM a AS x\nUSER b\n  RUN make\nFROM b\nCOPY --from=x a b\n", Map.of()))
                .isInstanceOf(StageGraph.RunException.class)
                .hasMessageStartingWith("D:3:3: RUN in stage 'x'")
                .hasMessageContaining("--image-builder docker");
        assertThatThrownBy(() -> graph("FROM a\nRUN make\n", Map.of())).hasMessageContaining("RUN in stage 0");
    }

    @Test
    void mistakesAroundFromAreNamed() {
        assertThatThrownBy(() -> graph("COPY a b\nFROM c\n", Map.of()))
                .hasMessage("D:1:1: only ARG may stand before the first FROM");
        assertThatThrownBy(() -> graph("ARG A\n", Map.of())).hasMessageContaining("no FROM");
        assertThatThrownBy(() -> graph("ARG A\nFROM ${A}\n", Map.of())).hasMessageContaining("names no image");
        assertThatThrownBy(() -> graph("FROM --platform=pdp11 a\n", Map.of()))
                .hasMessageStartingWith("D:1:1: platform 'pdp11' is wrong");
        assertThatThrownBy(() -> graph("FROM ${A:?which}\n", Map.of())).hasMessageContaining("A is not set: which");
    }

    @Test
    void aHundredThousandStagesAreNoProblem() {
        StringBuilder text = new StringBuilder("FROM scratch AS s0\n");
        for (int i = 1; i < 100_000; i++) {
            text.append("FROM s").append(i - 1).append(" AS s").append(i).append('\n');
        }
        assertThat(graph(text.toString(), Map.of()).stages()).hasSize(100_000);
    }

    @Test
    void envWinsOverArgAndAnArgumentOverItsDefault() {
        Scope scope = graph("ARG G=global\nARG H=global\nFROM scratch\n", Map.of("D", "given", "TARGETARCH", "mine"))
                .scope(Map.of("PATH", "/bin"));
        declare(scope, "ARG G");
        declare(scope, "ARG H=own");
        declare(scope, "ARG D=default");
        declare(scope, "ARG TARGETARCH");
        declare(scope, "ARG NOTHING");
        scope.setEnvironment("E", "env");
        declare(scope, "ARG E=arg");
        assertThat(expand(scope, "$G $H $D $TARGETARCH [$NOTHING] $E $PATH $BUILDARCH"))
                .isEqualTo("global own given mine [] env /bin ");
    }

    @Test
    void aStageOnAStageInheritsArguments() {
        Scope scope = graph("FROM scratch\n", Map.of()).scope(Map.of());
        declare(scope, "ARG A=1");
        scope.setEnvironment("B", "2");
        Scope child = scope.child();
        declare(child, "ARG C=3");
        assertThat(expand(child, "$A$B$C")).isEqualTo("123");
        assertThat(expand(scope, "$C")).isEmpty();
    }

    private static void declare(Scope scope, String line) {
        scope.declare(
                (Instruction.Arg) Dockerfile.parse("D", line).instructions().get(0));
    }

    private static String expand(Scope scope, String word) {
        return scope.expand(new io.jenkins.plugins.istioimages.errors.SourceLocation("D", 1, 1), word);
    }

    private static StageGraph graph(String text, Map<String, String> arguments) {
        return StageGraph.of(Dockerfile.parse("D", text), arguments, BUILD, Platform.LINUX_AMD64);
    }

    private static Stage last(StageGraph graph) {
        List<Stage> stages = graph.stages();
        return stages.get(stages.size() - 1);
    }
}
