package io.jenkins.plugins.istioimages.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    @Test
    void everyKeyOfTheNewestFormIsRead() {
        ReleaseManifest manifest = ManifestTexts.read(ManifestTexts.NEWEST).manifest();

        assertThat(manifest.version()).isEqualTo("1.31.0-rc.1");
        assertThat(manifest.docker()).contains("docker.io/istio");
        assertThat(manifest.dockerOutput()).isEqualTo(DockerOutput.CONTEXT);
        assertThat(manifest.architectures()).containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThat(manifest.directory()).contains("/tmp/istio-release");
        assertThat(manifest.proxyOverride()).contains("https://storage.googleapis.com/istio-build/proxy");
        assertThat(manifest.outputs()).containsExactly(Output.DOCKER, Output.HELM, Output.RPM);
        assertThat(manifest.skipGenerateBillOfMaterials()).isTrue();
        assertThat(manifest.dashboards())
                .containsExactly(Map.entry("istio-mesh-dashboard", 7639L), Map.entry("ztunnel-dashboard", 0L));
        assertThat(manifest.dependencies().keySet())
                .containsExactly(
                        "istio",
                        "api",
                        "proxy",
                        "ztunnel",
                        "client-go",
                        "test-infra",
                        "tools",
                        "envoy",
                        "enhancements",
                        "release-builder",
                        "common-files");
    }

    @Test
    void everyKeyOfADependencyIsRead() {
        Map<String, Dependency> dependencies =
                ManifestTexts.read(ManifestTexts.NEWEST).manifest().dependencies();

        assertThat(dependencies.get("istio"))
                .isEqualTo(new Dependency(
                        "istio",
                        Optional.of("https://github.com/istio/istio"),
                        Optional.of("release-1.31"),
                        Optional.of("0123456789abcdef0123456789abcdef01234567"),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        new SourceLocation("manifest.yaml", 10, 3)));
        assertThat(dependencies.get("api").auto()).contains(Auto.MODULES);
        assertThat(dependencies.get("api").goversionenabled()).isTrue();
        assertThat(dependencies.get("proxy").auto()).contains(Auto.DEPS);
        assertThat(dependencies.get("envoy").auto()).contains(Auto.PROXY_WORKSPACE);
        assertThat(dependencies.get("tools").localpath()).contains("../tools");
        assertThat(dependencies.get("tools").git()).isEmpty();
    }

    @Test
    void theFormOfTheFirstReadmeIsRead() {
        ReadManifest read = ManifestTexts.read(ManifestTexts.SEED);

        assertThat(read.manifest().dependencies().keySet())
                .containsExactly("istio", "cni", "operator", "api", "proxy", "pkg", "gogo-genproto");
        assertThat(read.manifest().proxyOverride()).contains("https://storage.googleapis.com/istio-build/proxy");
        assertThat(read.notices())
                .singleElement()
                .hasToString("manifest.yaml:4:1: ignoreVulnerability: release-builder dropped this key (its PR 799);"
                        + " it is read and has no effect");
    }

    @Test
    void whatIsNotSaidIsAsByDefault() {
        ReleaseManifest manifest = ManifestTexts.read(ManifestTexts.SMALL).manifest();

        assertThat(manifest.docker()).isEmpty();
        assertThat(manifest.dockerOutput()).isEqualTo(DockerOutput.TAR);
        assertThat(manifest.architectures()).containsExactly(Platform.LINUX_AMD64);
        assertThat(manifest.directory()).isEmpty();
        assertThat(manifest.proxyOverride()).isEmpty();
        assertThat(manifest.outputs()).isEqualTo(EnumSet.allOf(Output.class));
        assertThat(manifest.dashboards()).isEmpty();
        assertThat(manifest.skipGenerateBillOfMaterials()).isFalse();
    }

    @Test
    void theBillsOfMaterialsAreAnOutputUnlessTheyAreSkipped() {
        ReadManifest one = ManifestTexts.readSmallAnd("outputs: [SBOM]");
        assertThat(one.manifest().outputs()).containsExactly(Output.SBOM);
        assertThat(one.notices()).isEmpty();
        assertThat(ManifestTexts.readSmallAnd("outputs: [sbom]\nskipGenerateBillOfMaterials: true")
                        .notices())
                .singleElement()
                .asString()
                .endsWith("outputs[0]: none is made: skipGenerateBillOfMaterials is true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker:",
                "docker: ''",
                "docker: ~",
                "outputs: []",
                "outputs:",
                "architectures: []",
                "dashboards: {}",
                "dashboards:",
                "dockerOutput: ''",
                "skipGenerateBillOfMaterials:"
            })
    void anEmptyValueCountsAsNotSaid(String line) {
        assertThat(ManifestTexts.readSmallAnd(line).manifest())
                .isEqualTo(ManifestTexts.read(ManifestTexts.SMALL).manifest());
    }

    @ParameterizedTest
    @CsvSource({
        "version: 1.10, 1.10",
        "version: 1.20, 1.20",
        "version: 1.14.5, 1.14.5",
        "version: '1.24.3 ', 1.24.3",
        "version: 2022-10-12, 2022-10-12",
        "version: 20221012, 20221012",
        "version: 1.15.0-alpha.0c5ec2ed1e5b5d5b7ff1c5cb6a3f0f7ecb2ad2f4,"
                + " 1.15.0-alpha.0c5ec2ed1e5b5d5b7ff1c5cb6a3f0f7ecb2ad2f4",
        "version: 1.4-alpha.0c5ec2ed, 1.4-alpha.0c5ec2ed",
        "version: !!str 1.30, 1.30",
        "version: 1.1e3, ",
    })
    void aVersionIsReadAsItIsWrittenAndNotAsANumber(String line, String version) {
        if (version == null) {
            assertThatThrownBy(() -> ManifestTexts.readVersion(line))
                    .hasMessageContaining("'1.1e3' is wrong: expected numbers like 1.14.5");
        } else {
            assertThat(ManifestTexts.readVersion(line).manifest().version()).isEqualTo(version);
        }
    }

    @Test
    void aVersionThatChartsCannotHaveIsTold() {
        assertThat(ManifestTexts.readVersion("version: 1.19").notices())
                .extracting(Notice::toString)
                .singleElement()
                .asString()
                .startsWith("manifest.yaml:1:10: version: the version is not of the form X.Y.Z");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "TRUE, true",
                "yes, true",
                "on, true",
                "false, false",
                "No, false",
            })
    void truthIsReadAsReleaseBuilderReadsIt(String written, boolean meant) {
        assertThat(ManifestTexts.readSmallAnd("skipGenerateBillOfMaterials: " + written)
                        .manifest()
                        .skipGenerateBillOfMaterials())
                .isEqualTo(meant);
    }

    @Test
    void architecturesKeepTheirOrderAndMayBeAny() {
        assertThat(ManifestTexts.readSmallAnd("architectures: [linux/s390x, linux/ppc64le, linux/x86_64, linux/arm/v7]")
                        .manifest()
                        .architectures())
                .extracting(Platform::toString)
                .containsExactly("linux/s390x", "linux/ppc64le", "linux/amd64", "linux/arm/v7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io/istio", "istio", "localhost:5000", "ghcr.io/resf/istio", "127.0.0.1:5000/a/b"})
    void aHubMayBeAnyPrefixOfARepository(String hub) {
        assertThat(ManifestTexts.readSmallAnd("docker: " + hub).manifest().docker())
                .contains(hub);
    }

    @Test
    void textMayNameTheVersion() {
        ReleaseManifest manifest = ManifestTexts.read("""
                        version: 1.14.5
                        directory: /tmp/istio-${version}
                        dependencies:
                          istio: {git: "https://github.com/istio/istio", branch: "${version}"}
                          tools: {git: https://github.com/istio/tools, branch: "release-${minor}"}
                        """).manifest();

        assertThat(manifest.directory()).contains("/tmp/istio-1.14.5");
        assertThat(manifest.dependencies().get("istio").branch()).contains("1.14.5");
        assertThat(manifest.dependencies().get("tools").branch()).contains("release-1.14");
    }

    @Test
    void anchorsAndMergeKeysAreUnderstood() {
        Map<String, Dependency> dependencies =
                ManifestTexts.read("""
                        version: 1.14.5
                        dependencies:
                          istio: &base
                            git: https://github.com/istio/istio
                            branch: &branch release-1.14
                          tools:
                            <<: *base
                            git: https://github.com/istio/tools
                          api:
                            git: https://github.com/istio/api
                            <<: [*base, {goversionenabled: true, branch: other}]
                          pkg: {git: https://github.com/istio/pkg, branch: *branch}
                        """).manifest().dependencies();

        assertThat(dependencies.get("tools").git()).contains("https://github.com/istio/tools");
        assertThat(dependencies.get("tools").branch()).contains("release-1.14");
        assertThat(dependencies.get("api").git()).contains("https://github.com/istio/api");
        assertThat(dependencies.get("api").branch()).contains("release-1.14");
        assertThat(dependencies.get("api").goversionenabled()).isTrue();
        assertThat(dependencies.get("pkg").branch()).contains("release-1.14");
    }

    @Test
    void whatMayNotBeMeantIsTold() {
        ReadManifest read = ManifestTexts.read("""
                version: "1.14.5 "
                outputs: [docker, Docker]
                dashboards: {ztunnel-dashboard: 0}
                dependencies:
                  istio:
                    localpath: .
                    git: https://github.com/istio/istio
                    branch: master
                  proxy:
                """);

        assertThat(read.notices())
                .extracting(Notice::toString)
                .containsExactly(
                        "manifest.yaml:1:10: version: blanks around '1.14.5' are left out",
                        "manifest.yaml:2:19: outputs[1]: docker stands here twice",
                        "manifest.yaml:3:33: dashboards.ztunnel-dashboard: 0 is no dashboard of grafana.com: it is"
                                + " built and not published",
                        "manifest.yaml:6:5: dependencies.istio is taken from localpath; git, branch not used",
                        "manifest.yaml:9:3: dependencies.proxy is empty and left out");
        assertThat(read.manifest().dependencies().keySet()).containsExactly("istio");
    }

    @Test
    void aByteOrderMarkIsLeftOutAndTold() {
        ReadManifest read = ManifestTexts.read("\uFEFF" + ManifestTexts.SMALL);

        assertThat(read.manifest())
                .isEqualTo(ManifestTexts.read(ManifestTexts.SMALL).manifest());
        assertThat(read.notices())
                .singleElement()
                .hasToString("manifest.yaml:1:1: the file begins with a byte order mark, which is left out");
    }

    @Test
    void aFileIsReadUnderItsName(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("m.yaml"), ManifestTexts.SMALL.replace("istio:", "istoi:"));

        assertThatThrownBy(() -> ManifestReader.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file + ":3:3: ");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path dir) {
        assertThatThrownBy(() -> ManifestReader.read(dir.resolve("none.yaml")))
                .isInstanceOf(InputException.class)
                .hasMessage(dir.resolve("none.yaml") + " does not exist");
        assertThatThrownBy(() -> ManifestReader.read(dir))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(dir + " cannot be read: ");
    }

    @Test
    void aManifestWithoutVersionTakesThatOfTheDockerfile() {
        DockerfileVersion version =
                DockerfileVersion.read("Dockerfile.version", "FROM istio/proxyv2:1.14.6".getBytes(UTF_8));
        String template = ManifestTexts.SMALL.replace("version: 1.14.5\n", "").replace("release-1.14", "${version}");

        ReleaseManifest manifest = ManifestReader.read("manifest.yaml", template.getBytes(UTF_8), version)
                .manifest();

        assertThat(manifest.version()).isEqualTo("1.14.6");
        assertThat(manifest.dependencies().get("istio").branch()).contains("1.14.6");
    }

    @Test
    void twoVersionsThatDifferAreAContradiction() {
        DockerfileVersion version =
                DockerfileVersion.read("Dockerfile.version", "FROM istio/proxyv2:1.14.6".getBytes(UTF_8));

        assertThatThrownBy(() -> ManifestReader.read("manifest.yaml", ManifestTexts.SMALL.getBytes(UTF_8), version))
                .hasMessage("manifest.yaml:1:10: version: '1.14.5' is wrong: the version is 1.14.6 by"
                        + " Dockerfile.version:1:6; leave it out here, or make both equal");
    }
}
