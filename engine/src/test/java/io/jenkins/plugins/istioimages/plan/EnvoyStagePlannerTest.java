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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyStagePlannerTest {
    private static final Lock ALL = Fixtures.lock("istio", "proxy", "envoy");
    private static final String TREE = "${WORK}/src/istio.io/";

    private final List<String> problems = new ArrayList<>();

    @Test
    void makeGetsEnvoyAndTheArgumentsQuoted() {
        Stage stage = plan(
                ALL,
                options().withBazelArguments(List.of("--copt=-DA=\"$x\"", "--strip=always")),
                false,
                Platform.LINUX_ARM64);
        Command make = stage.commands().get(0);
        assertThat(make.arguments())
                .containsExactly(
                        "make",
                        "--no-print-directory",
                        "build_envoy",
                        "BAZEL_BUILD_ARGS=--override_repository=envoy=" + TREE
                                + "envoy '--copt=-DA=\"$$x\"' --strip=always");
        assertThat(make.directory()).isEqualTo(TREE + "proxy");
        assertThat(make.environment())
                .containsEntry("TARGET_ARCH", "arm64")
                .containsEntry("BUILD_WITH_CONTAINER", "0")
                .containsEntry("CC", "clang")
                .doesNotContainKeys("HUB", "TEST_TMPDIR", "VERSION");
        assertThat(stage.inputs()).containsOnlyKeys("proxy", "envoy");
        assertThat(stage.outputs()).containsExactly(new StageOutput("envoy-builds", "release"));
    }

    @Test
    void aModuleIsOverriddenAsOne() {
        assertThat(plan(ALL, options(), true, Platform.LINUX_AMD64)
                        .commands()
                        .get(0)
                        .arguments())
                .contains("BAZEL_BUILD_ARGS=--override_module=envoy=" + TREE + "envoy");
    }

    @Test
    void withoutEnvoyBazelFetchesIt() {
        Stage stage = plan(Fixtures.lock("istio", "proxy"), options(), false, Platform.LINUX_AMD64);
        assertThat(stage.commands().get(0).arguments()).endsWith("build_envoy");
        assertThat(stage.inputs()).containsOnlyKeys("proxy");
    }

    @Test
    void aReusedImageIsABaseAndNothingRuns() {
        Stage stage = plan(
                ALL,
                options().reusing(Map.of(Platform.LINUX_AMD64, "docker.io/istio/proxyv2:1.14.5")),
                false,
                Platform.LINUX_AMD64);
        assertThat(stage.commands()).isEmpty();
        assertThat(stage.bases()).containsExactly("docker.io/istio/proxyv2:1.14.5");
        assertThat(stage.inContainer()).isFalse();
    }

    @Test
    void theBuilderImageIsThatOfTheMinorRelease() {
        PlanOptions common = PlanOptions.builder("gzip")
                .builderImage("h.example/build-tools-proxy:release-${minor}-latest")
                .build();
        assertThat(plan(ALL, EnvoyOptions.of(common), false, Platform.LINUX_ARM64)
                        .builderImage())
                .isEqualTo("h.example/build-tools-proxy:release-1.14-latest");
    }

    @Test
    void theKeyIsOfWhatHasASay() {
        Stage plain = plan(ALL, options(), false, Platform.LINUX_ARM64);
        Stage elsewhere = plan(
                ALL,
                options()
                        .withBazelRoot("/srv/bazel")
                        .withBazelArguments(List.of("--jobs=8", "--remote_cache=grpc://cache:9092")),
                false,
                Platform.LINUX_ARM64);
        assertThat(elsewhere.key()).isEqualTo(plain.key());
        assertThat(elsewhere.commands().get(0).environment()).containsEntry("TEST_TMPDIR", "/srv/bazel/release-1.14");
        assertThat(new EnvoyStagePlanner("1.14.6", ALL, options(), false, none(options()), problems)
                        .plan(Platform.LINUX_ARM64)
                        .orElseThrow()
                        .key())
                .as("another release of the same proxy")
                .isEqualTo(plain.key());
        EnvoyPatch patch = new EnvoyPatch("envoy.patch", "one");
        assertThat(List.of(
                        plan(ALL, options().withBazelArguments(List.of("--copt=-g1")), false, Platform.LINUX_ARM64),
                        plan(ALL, options().patched(List.of(patch)), false, Platform.LINUX_ARM64),
                        plan(
                                ALL,
                                options().patched(List.of(new EnvoyPatch("envoy.patch", "two"))),
                                false,
                                Platform.LINUX_ARM64),
                        plan(ALL, options(), false, Platform.LINUX_AMD64),
                        plan(Fixtures.lock("istio", "proxy"), options(), false, Platform.LINUX_ARM64)))
                .extracting(Stage::key)
                .doesNotHaveDuplicates()
                .doesNotContain(plain.key());
    }

    @Test
    void aPatchOfWhatBazelFetchesIsAProblem() {
        EnvoyOptions options = options().patched(List.of(new EnvoyPatch("envoy.linux-arm64.patch", "x")));
        Lock without = Fixtures.lock("istio", "proxy");
        EnvoyStagePlanner planner = new EnvoyStagePlanner("1.14.5", without, options, false, none(options), problems);
        assertThat(planner.plan(Platform.LINUX_AMD64)).isPresent();
        assertThat(planner.plan(Platform.LINUX_ARM64)).isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("the patch envoy.linux-arm64.patch changes Envoy, which Bazel would fetch itself")
                .contains("auto: proxy_workspace");
    }

    @Test
    void aStageComesThroughItsDocumentAsItWas() {
        Stage stage = plan(
                ALL,
                options().patched(List.of(new EnvoyPatch("proxy.patch", "a\n\"b\"\n"))),
                false,
                Platform.LINUX_ARM64);
        Plan plan = new Plan(
                "1.14.5",
                Hub.parse("h.example/x"),
                new ImageTags("1.14.5", "release"),
                List.of(),
                List.of(),
                List.of(stage));
        assertThat(PlanJson.read(PlanJson.of(plan), "plan")).isEqualTo(plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bazel", "/srv/../bazel dir", "${WORK}/elsewhere", "/"})
    void bazelWorksInAnAbsoluteDirectory(String directory) {
        assertThatThrownBy(() -> options().withBazelRoot(directory))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'" + directory + "'");
    }

    private static EnvoyOptions options() {
        return EnvoyOptions.of(PlanOptions.builder("gzip")
                .environment(Map.of("CC", "clang", "HUB", "docker.io/istio", "VERSION", "1"))
                .build());
    }

    private Stage plan(Lock lock, EnvoyOptions options, boolean module, Platform platform) {
        return plan(lock, options, module, none(options), platform);
    }

    private Stage plan(Lock lock, EnvoyOptions options, boolean module, ExtensionPlan extensions, Platform platform) {
        return new EnvoyStagePlanner("1.14.5", lock, options, module, extensions, problems)
                .plan(platform)
                .orElseThrow();
    }

    /** Of a release whose istio wants no Wasm extensions. */
    private static ExtensionPlan none(EnvoyOptions options) {
        return new ExtensionPlan(new ExtensionTrees(false, true), options, List.of(Platform.LINUX_AMD64));
    }
}
