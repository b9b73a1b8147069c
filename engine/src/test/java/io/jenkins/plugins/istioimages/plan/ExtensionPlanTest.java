package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What istio and proxy of each line have: release branches of both repositories. */
class ExtensionPlanTest {
    private static final String OFFICIAL = "docker.io/istio/proxyv2:1.14.5";
    private static final ExtensionTrees OLD = new ExtensionTrees(true, true);
    private static final Lock LOCK = Fixtures.lock("istio", "proxy", "envoy");

    @Test
    void linesOf17To117CompileTheirExtensions() {
        String script = """
                for plugin in stats metadata_exchange
                do
                  FILTER_WASM_URL="${ISTIO_ENVOY_BASE_URL}/${plugin}-${ISTIO_ENVOY_VERSION}.wasm"
                done
                """;
        String makefile = """
                build_envoy: build

                build_wasm:
                \texport PATH=$(PATH) && bazel build $(BAZEL_BUILD_ARGS) $(BAZEL_CONFIG_REL) //extensions:stats.wasm

                # NOTE: build_wasm has to happen before build_envoy
                check_wasm: build_wasm build_envoy
                """;
        assertThat(ExtensionTrees.of(script, makefile)).isEqualTo(OLD);
    }

    @Test
    void linesBeforeThemMakeThemWithAContainerEngine() {
        String makefile = """
                build_wasm: wasm_include
                \t$(foreach file, $(shell find extensions -name build_wasm.sh), bash ./build_wasm.sh &&) true

                test:
                \tbazel test //extensions:tests
                """;
        assertThat(ExtensionTrees.of("stats.wasm", makefile)).isEqualTo(new ExtensionTrees(true, false));
    }

    @Test
    void linesAfterThemHaveNone() {
        String script = "# $1: The URL of the WebAssembly file\nfunction download_wasm_if_necessary () {\n}\n";
        assertThat(ExtensionTrees.of(script, "check_wasm:\n\t@true\n")).isEqualTo(new ExtensionTrees(false, false));
    }

    @Test
    void theyAreCompiledBeforeEnvoyAndForAmd64Alone() {
        assertThat(stage(OLD, options(), Platform.LINUX_AMD64).commands())
                .extracting(command -> command.arguments().get(2))
                .containsExactly("build_wasm", "build_envoy");
        Stage arm64 = stage(OLD, options(), Platform.LINUX_ARM64);
        assertThat(arm64.commands())
                .extracting(command -> command.arguments().get(2))
                .containsExactly("build_envoy");
        assertThat(EnvoyPlanner.makesExtensions(arm64)).isFalse();
        assertThat(EnvoyPlanner.makesExtensions(stage(OLD, options(), Platform.LINUX_AMD64)))
                .isTrue();
        assertThat(plan(OLD, options()).notice()).isEmpty();
    }

    @Test
    void bothAreCalledWithTheSameArgumentsSoThatBazelKeepsWhatItHas() {
        assertThat(stage(OLD, options().withBazelArguments(List.of("--copt=-g1")), Platform.LINUX_AMD64)
                        .commands())
                .extracting(command -> command.arguments().get(3))
                .hasSize(2)
                .containsOnly(
                        "BAZEL_BUILD_ARGS=--override_repository=envoy=${WORK}/src/istio.io/envoy" + " --copt=-g1");
    }

    @Test
    void anImageTakesThePlaceOfCompilingAndIsInTheKey() {
        Stage taken = stage(OLD, options().withExtensions(OFFICIAL), Platform.LINUX_AMD64);
        assertThat(taken.bases()).containsExactly(OFFICIAL);
        assertThat(taken.commands()).hasSize(1);
        assertThat(List.of(
                        taken,
                        stage(OLD, options(), Platform.LINUX_AMD64),
                        stage(OLD, options().withExtensions("none"), Platform.LINUX_AMD64)))
                .extracting(Stage::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void noneMeansNone() {
        Stage stage = stage(OLD, options().withExtensions("none"), Platform.LINUX_AMD64);
        assertThat(stage.bases()).isEmpty();
        assertThat(stage.commands()).hasSize(1);
        assertThat(plan(OLD, options().withExtensions("none"), Platform.LINUX_ARM64)
                        .notice())
                .isEmpty();
    }

    @Test
    void whereNobodyBringsThemItIsSaid() {
        assertThat(plan(OLD, options(), Platform.LINUX_ARM64).notice()).hasValueSatisfying(notice -> assertThat(notice)
                .contains("are compiled for linux/amd64 alone", "istio's scripts download them"));
        ExtensionTrees older = new ExtensionTrees(true, false);
        assertThat(plan(older, options(), Platform.LINUX_AMD64).notice())
                .hasValueSatisfying(notice -> assertThat(notice).contains("its proxy does not make by itself"));
        assertThat(plan(older, options().reusing(Map.of(Platform.LINUX_AMD64, OFFICIAL)), Platform.LINUX_AMD64)
                        .notice())
                .isEmpty();
    }

    @Test
    void newReleasesTakeNothingOutOfTheImage() {
        ExtensionPlan plan = plan(new ExtensionTrees(false, true), options().withExtensions(OFFICIAL));
        assertThat(plan.bases()).isEmpty();
        assertThat(plan.target(Platform.LINUX_AMD64)).isEmpty();
        assertThat(plan.notice())
                .hasValue("this release of istio has no Wasm extensions, so none are taken out of " + OFFICIAL);
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThatThrownBy(() -> options().withExtensions("UPPER//case")).isInstanceOf(InputException.class);
    }

    private static EnvoyOptions options() {
        return EnvoyOptions.of(PlanOptions.builder("gzip").build());
    }

    private static ExtensionPlan plan(ExtensionTrees trees, EnvoyOptions options, Platform... platforms) {
        return new ExtensionPlan(
                trees,
                options,
                platforms.length == 0 ? List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64) : List.of(platforms));
    }

    private static Stage stage(ExtensionTrees trees, EnvoyOptions options, Platform platform) {
        return new EnvoyStagePlanner("1.14.5", LOCK, options, false, plan(trees, options), new ArrayList<>())
                .plan(platform)
                .orElseThrow();
    }
}
