package io.jenkins.plugins.istioimages.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestErrorsTest {
    private static final String SHA = "0123456789012345678901234567890123456789";

    @Test
    void allProblemsAreReportedTogetherInTheOrderOfTheFile() {
        InvalidFileException e = catchThrowableOfType(InvalidFileException.class, () -> ManifestTexts.read("""
                        versoin: 1.14.5
                        outputs: [dokcer]
                        dependencies:
                          istio:
                            git: https://github.com/istio/istio
                            brnach: master
                        """));

        assertThat(e.location()).contains(new SourceLocation("manifest.yaml", 1, 1));
        assertThat(e.problems()).hasSize(5);
        assertThat(e.getMessage().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("manifest.yaml:1:1: version is missing"),
                        line -> assertThat(line)
                                .startsWith("manifest.yaml:1:1: key 'versoin' is not known; did you mean 'version'?"
                                        + " (known: version, docker, "),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "manifest.yaml:2:11: outputs[0]: 'dokcer' is wrong: expected docker, helm,"
                                                + " debian, rpm, archive, grafana, licenses, sources, sbom, scanner; did you mean 'docker'?"),
                        line -> assertThat(line)
                                .isEqualTo("manifest.yaml:5:5: dependencies.istio does not say which commit: add"
                                        + " branch:, sha: or auto:"),
                        line -> assertThat(line)
                                .startsWith("manifest.yaml:6:5: key 'brnach' is not known in dependencies.istio;"
                                        + " did you mean 'branch'?"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "version: v1.14.5 | 1:10: version: version 'v1.14.5' is wrong: no tag of Istio has a leading v; write"
                        + " 1.14.5",
                "version: one | 1:10: version: version 'one' is wrong: expected numbers like 1.14.5",
                "version: 1.14.5+x | 1:10: version: version '1.14.5+x' is wrong: expected numbers",
                "version: '1.14.5 rc' | 1:10: version: version '1.14.5 rc' is wrong: expected numbers",
                "version: 1..2 | 1:10: version: version '1..2' is wrong: expected numbers",
                "version: 1.2-a..b | 1:10: version: version '1.2-a..b' is wrong: git refuses tags",
                "version: 1.2-x.lock | 1:10: version: version '1.2-x.lock' is wrong: git refuses tags",
                "version: 1.2-x. | 1:10: version: version '1.2-x.' is wrong: git refuses tags",
                "version: -1.2 | 1:10: version: version '-1.2' is wrong: expected numbers",
                "version: 1/2 | 1:10: version: version '1/2' is wrong: expected numbers",
                "version: ../1.2 | 1:10: version: version '../1.2' is wrong: expected numbers",
                "version: ' ' | 1:1: version has no value",
                "version: | 1:1: version has no value",
                "version: [1.2] | 1:10: version: the value is wrong: expected text, this is a list",
                "version: {a: b} | 1:10: version: the value is wrong: expected text, this is a mapping",
            })
    void aWrongVersionIsRefusedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> ManifestTexts.readVersion(line))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("manifest.yaml:" + message);
    }

    @Test
    void aVersionMustFitIntoATag() {
        assertThatThrownBy(() -> ManifestTexts.readVersion("version: 1.2-" + "a".repeat(97)))
                .hasMessageContaining("it has 101 characters, at most 100 fit into a tag");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "docker: https://docker.io/istio | 9: docker: 'https://docker.io/istio' is wrong: a hub has no scheme;"
                        + " write 'docker.io/istio'",
                "docker: docker.io/istio/ | 9: docker: 'docker.io/istio/' is wrong: expected a hub like",
                "docker: docker.io/istio:1 | 9: docker: 'docker.io/istio:1' is wrong: expected a hub like",
                "docker: docker.io/Istio | 9: docker: 'docker.io/Istio' is wrong: expected a hub like",
                "docker: [a] | 9: docker: the value is wrong: expected text, this is a list",
                "dockerOutput: tgz | 15: dockerOutput: 'tgz' is wrong: expected tar, context",
                "dockerOutput: contxt | 15: dockerOutput: 'contxt' is wrong: expected tar, context; did you mean"
                        + " 'context'?",
                "dockeroutput: tar | 1: key 'dockeroutput' is not known; did you mean 'dockerOutput'?",
                "architectures: linux/amd64 | 16: architectures: 'linux/amd64' is wrong: expected a list like [a, b],"
                        + " this is text",
                "architectures: [linux] | 17: architectures[0]: platform 'linux' is wrong: expected os/architecture",
                "architectures: [linux/amd46] | 17: architectures[0]: 'linux/amd46' is wrong: there is no architecture"
                        + " 'amd46' (known: 386, amd64",
                "architectures: [linux/arm46] | 17: architectures[0]: 'linux/arm46' is wrong: there is no architecture",
                "architectures: [windows/amd64] | 17: architectures[0]: 'windows/amd64' is wrong: images and packages"
                        + " are made for linux",
                "architectures: [linux/amd64, linux/x86_64] | 30: architectures[1]: 'linux/x86_64' is wrong: the"
                        + " platform linux/amd64 stands here twice",
                "architectures: [~] | 17: architectures[0]: the value is wrong: expected a value",
                "architectures: [[a]] | 17: architectures[0]: the value is wrong: expected text, this is a list",
                "proxyOverride: storage/proxy | 16: proxyOverride: 'storage/proxy' is wrong: expected a base URL",
                "proxyOverride: ftp://x/y | 16: proxyOverride: 'ftp://x/y' is wrong: expected a base URL",
                "proxyOverride: 'http://a b' | 16: proxyOverride: 'http://a b' is wrong: no URL, Illegal character",
                "outputs: [deb] | 11: outputs[0]: 'deb' is wrong: expected docker, helm, debian, rpm",
                "outputs: docker | 10: outputs: 'docker' is wrong: expected a list like [a, b], this is text",
                "dashboards: {a: x} | 17: dashboards.a: 'x' is wrong: expected a whole number",
                "dashboards: {a: '1'} | 17: dashboards.a: '1' is wrong: expected a whole number",
                "dashboards: {a: -1} | 17: dashboards.a: '-1' is wrong: expected the dashboard's number",
                "dashboards: {a: 1.5} | 17: dashboards.a: '1.5' is wrong: expected a whole number",
                "dashboards: {a: 0x10} | 17: dashboards.a: '0x10' is wrong: expected a whole number",
                "dashboards: {a: 1234567890123456789} | 17: dashboards.a: '1234567890123456789' is wrong: expected a",
                "dashboards: {a: } | 14: dashboards.a has no value",
                "dashboards: [1] | 13: dashboards: the value is wrong: expected a mapping of keys to values",
                "skipGenerateBillOfMaterials: 'true' | 30: skipGenerateBillOfMaterials: 'true' is wrong: expected true"
                        + " or false, without quotes",
                "skipGenerateBillOfMaterials: 1 | 30: skipGenerateBillOfMaterials: '1' is wrong: expected true or",
                "skipGenerateBillOfMaterials: [] | 30: skipGenerateBillOfMaterials: the value is wrong: expected true",
                "ignoreVulnerability: maybe | 22: ignoreVulnerability: 'maybe' is wrong: expected true or false",
                "directory: ${home}/x | 12: directory: '${home}/x' is wrong: there is no variable ${home} (known:"
                        + " minor, version)",
                "directory: ${vesion} | 12: directory: '${vesion}' is wrong: there is no variable ${vesion}; did you"
                        + " mean 'version'?",
            })
    void aWrongValueIsRefusedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> ManifestTexts.readSmallAnd(line))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("manifest.yaml:6:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "branch: master | 4:5: dependencies.istio says which commit, but not of which repository: git: is"
                        + " missing",
                "sha: " + SHA + " | 4:5: dependencies.istio says which commit, but not of which repository",
                "goversionenabled: true | 4:5: dependencies.istio has neither git: nor localpath:",
                "git: https://github.com/istio/istio | 4:5: dependencies.istio does not say which commit",
                "{git: a/b, auto: deps} | 4:22: dependencies.istio.auto: 'deps' is wrong: the commits of others are",
                "{git: a/b, sha: abc1234} | 4:21: dependencies.istio.sha: 'abc1234' is wrong: expected all 40"
                        + " hexadecimal digits of the commit, these are 7",
                "{git: a/b, sha: 1.14.5} | 4:21: dependencies.istio.sha: '1.14.5' is wrong: expected 40 hexadecimal"
                        + " digits; a branch or tag goes under branch:",
                "{git: a/b, branch: -x} | 4:24: dependencies.istio.branch: '-x' is wrong: expected the name of a",
                "{git: a/b, branch: a..b} | 4:24: dependencies.istio.branch: 'a..b' is wrong",
                "{git: a/b, branch: 'a b'} | 4:24: dependencies.istio.branch: 'a b' is wrong",
                "{git: a/b, branch: 'x.lock'} | 4:24: dependencies.istio.branch: 'x.lock' is wrong",
                "{git: a/b, branch: \"a\\nb\\nc\"} | 4:24: dependencies.istio.branch: 'a\\nb\\nc' is wrong",
                "{git: --upload-pack=x, branch: a} | 4:11: dependencies.istio.git: '--upload-pack=x' is wrong",
                "{git: 'ext::sh -c x', branch: a} | 4:11: dependencies.istio.git: 'ext::sh -c x' is wrong",
                "{git: 'fd::17', branch: a} | 4:11: dependencies.istio.git: 'fd::17' is wrong: expected a URL",
                "{git: 'javascript://x', branch: a} | 4:11: dependencies.istio.git: 'javascript://x' is wrong: git",
                "{git: [a], branch: a} | 4:11: dependencies.istio.git: the value is wrong: expected text",
                "{git: a/b, branch: a, goversionenabled: maybe} | 4:45: dependencies.istio.goversionenabled: 'maybe'",
                "[] | 4:5: dependencies.istio: the value is wrong: expected a mapping of keys to values, this is a",
                "x | 4:5: dependencies.istio: 'x' is wrong: expected a mapping of keys to values, this is text",
            })
    void aWrongDependencyIsRefusedWithItsPlace(String lines, String message) {
        assertThatThrownBy(() -> ManifestTexts.readIstio(lines))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("manifest.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "proxy: {git: a/b, auto: proxy_workspace} | expected deps, modules",
                "proxy: {git: a/b, auto: dep} | expected deps, modules; did you mean 'deps'?",
                "envoy: {git: a/b, auto: modules} | expected proxy_workspace, deps",
                "proxy: {git: a/b, auto: deps, sha: " + SHA + "} | dependencies.proxy has both sha: and auto:",
                "envoy: {git: a/b, auto: proxy_workspace} | looks into the proxy repository, which is no dependency",
                "prxy: {git: a/b, auto: deps} | key 'prxy' is not known in dependencies; did you mean 'proxy'?",
                "proxy: {auto: deps} | git: is missing",
                "proxy: {localPath: a} | key 'localPath' is not known in dependencies.proxy; did you mean 'localpath'?",
            })
    void whatIsLegalDependsOnTheRepository(String line, String message) {
        assertThatThrownBy(() -> ManifestTexts.readSmallAnd("  " + line))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1.14.5\n",
                "version: 1.14.5\ndependencies:\n",
                "version: 1.14.5\ndependencies: {}\n",
                "version: 1.14.5\ndependencies: {istio: }\n",
                "version: 1.14.5\ndependencies: []\n"
            })
    void aManifestWithoutIstioIsRefused(String text) {
        assertThatThrownBy(() -> ManifestTexts.read(text))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageMatching("manifest.yaml:[123]:\\d+: dependencies.*");
    }

    @Test
    void passwordsAreNotShown() {
        assertThatThrownBy(() -> ManifestTexts.readIstio("git: 'https://me:hunter2@host/x y'\nbranch: a"))
                .hasMessageContaining("'https://***@host/x y'")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMessageIsOneLineOfBearableLengthAndDoesNotSteerATerminal() {
        assertThatThrownBy(() ->
                        ManifestTexts.readSmallAnd("architectures: [\"a\\e[31m\\nb\", " + "x".repeat(100_000) + "]\n"))
                .hasMessageContaining("a\\u001b[31m\\nb")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2).allMatch(line -> line.length() < 1100));
    }

    @Test
    void duplicateKeysAreRefusedWithBothPlaces() {
        assertThatThrownBy(() -> ManifestTexts.readSmallAnd("version: 1.14.6\n"))
                .hasMessage("manifest.yaml:6:1: key 'version' stands twice; it was first given in line 1");
        assertThatThrownBy(() -> ManifestTexts.readSmallAnd("  istio: {localpath: .}\n"))
                .hasMessage("manifest.yaml:6:3: key 'istio' stands twice; it was first given in line 3");
    }

    @Test
    void textOutsideOfTheBasicPlaneCountsAsOneColumn() {
        assertThatThrownBy(() -> ManifestTexts.read("{version: 1.14.5, directory: 😀, x: y}"))
                .hasMessageContaining("manifest.yaml:1:33: key 'x' is not known");
    }

    @Test
    void manyProblemsAreCutOff() {
        StringBuilder text = new StringBuilder(ManifestTexts.SMALL);
        for (int i = 0; i < 100; i++) {
            text.append("key").append(i).append(": 1\n");
        }
        InvalidFileException e = catchThrowableOfType(
                InvalidFileException.class,
                () -> ManifestReader.read("m", text.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(e.problems()).hasSize(20);
    }
}
