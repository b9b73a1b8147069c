package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyPinTest {
    private static final String SHA = "d026e913427989a8d1542de03ba50f2af814e728";

    @Test
    void workspaceHasItAsAConstant() {
        assertThat(find("""
                        workspace(name = "io_istio_proxy")
                        # ENVOY_SHA = "0000000000000000000000000000000000000000"
                        load("@bazel_tools//tools/build_defs/repo:http.bzl", "http_archive")
                        ENVOY_SHA = "d026e913427989a8d1542de03ba50f2af814e728"

                        ENVOY_SHA256 = "27f8de1c5705e873193b04e1716f478f2c6a8102456f42bd5db6201dff732769"
                        http_archive(
                            name = "envoy",
                            sha256 = ENVOY_SHA256,
                            strip_prefix = ENVOY_REPO + "-" + ENVOY_SHA,
                        )
                        """)).get().extracting(EnvoyPin::sha, EnvoyPin::how).containsExactly(SHA, "ENVOY_SHA");
    }

    @Test
    void moduleFilesHaveItAsAConstantToo() {
        assertThat(find("module(name = 'proxy')\nENVOY_SHA    = '" + SHA + "'  # Commit date: today\n"
                        + "bazel_dep(name = \"envoy\", version = \"1.40.0-dev\")\n"))
                .get()
                .extracting(EnvoyPin::sha, EnvoyPin::how)
                .containsExactly(SHA, "ENVOY_SHA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git_override(module_name = \"envoy\", commit = \"SHA\", remote = \"https://x/envoy\")",
                "C = 'SHA'\ngit_override(remote = 'x', commit = C, module_name = 'envoy',)",
                "archive_override(\n  module_name = 'envoy',\n  patches = [p for p in glob(['*.patch'])],\n"
                        + "  urls = ['https://github.com/' + 'envoyproxy' + '/envoy/archive/SHA.tar.gz'])",
                "archive_override(module_name='envoy', strip_prefix='envoy-SHA', urls=[url.format(x), 'b'])",
                "http_archive(name = 'envoy', url = 'https://x/SHA.tar.gz')",
                "git_repository(name = \"\"\"envoy\"\"\", commit = \"SHA\")",
                "archive_override(module_name = 'other', strip_prefix = 'o-1111111111111111111111111111111111111111')\n"
                        + "git_override(module_name = 'envoy', commit = 'SHA')",
            })
    void overridesOfTheModuleHaveItInTheirArguments(String text) {
        assertThat(find(text.replace("SHA", SHA)).map(EnvoyPin::sha)).contains(SHA);
    }

    @Test
    void organizationAndRepositoryAreNamesOnGitHub() {
        EnvoyPin pin = find("ENVOY_SHA = \"" + SHA + "\"\nENVOY_ORG = \"istio\"\nENVOY_REPO = \"envoy-private\"\n"
                        + "http_archive(name = \"envoy\", url = \"https://x/\" + ENVOY_ORG)\n")
                .orElseThrow();
        assertThat(pin.git()).contains("https://github.com/istio/envoy-private");
        assertThat(pin.module()).isFalse();
    }

    @Test
    void anArchiveTellsItsRepositoryAndAGitOverrideTellsItsRemote() {
        assertThat(find("http_archive(name = 'envoy', url = 'https://host/o/envoy/archive/" + SHA + ".tar.gz')")
                        .flatMap(EnvoyPin::git))
                .contains("https://host/o/envoy");
        EnvoyPin module = find("bazel_dep(name = 'envoy')\ngit_override(module_name = 'envoy', commit = '" + SHA
                        + "', remote = 'https://host/private/envoy.git')")
                .orElseThrow();
        assertThat(module.git()).contains("https://host/private/envoy.git");
        assertThat(module.module()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bazel_dep(name = 'envoy', version = '1.40.0')",
                "ENVOY_SHA = get_sha()",
                "ENVOY_SHA = '%s' % x",
                "git_override(module_name = 'envoy_api', commit = 'd026e913427989a8d1542de03ba50f2af814e728')",
                "git_override(module_name = 'envoy', tag = 'v1.30.0')",
                "http_archive(name = 'envoy', sha256 = "
                        + "'27f8de1c5705e873193b04e1716f478f2c6a8102456f42bd5db6201dff732769')",
                "((((",
                "))))",
                "f(a = [",
            })
    void aFileMayNameNoCommit(String text) {
        assertThat(find(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENVOY_SHA = \"v1.30.0\"",
                "ENVOY_SHA = \"d026e913427989a8d1542de03ba50f2af814e728",
                "x = '''",
                "local_path_override(module_name = 'envoy', path = '../envoy')",
            })
    void whatNamesNoCommitIsToldWithItsPlace(String text) {
        assertThatThrownBy(() -> find(text))
                .isInstanceOf(SourceFileException.class)
                .hasMessageStartingWith("proxy@0:WORKSPACE:1:");
    }

    private static Optional<EnvoyPin> find(String text) {
        return EnvoyPin.find(new SourceText("proxy@0:WORKSPACE", text));
    }
}
