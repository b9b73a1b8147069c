package io.jenkins.plugins.istioimages.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors check manifests with says what the reader says. */
class ManifestSchemaTest {
    private static final String SHA = "0123456789012345678901234567890123456789";
    private static final String LISTED = "version: 1.5.0\ndependencies: ";
    private static final byte[] BYTES = bytes();
    private static final JsonNode JSON = Json.read(BYTES, "the schema");
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new String(BYTES, StandardCharsets.UTF_8));

    @Test
    void theSchemaHasEveryKeyOfTheModel() {
        assertThat(names(JSON.path("properties")))
                .containsAll(components(ReleaseManifest.class))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ManifestKeys.TOP.stream(), ManifestKeys.OLDER.keySet().stream())
                                .toList());
        List<String> ofDependency = new ArrayList<>(components(Dependency.class));
        ofDependency.removeAll(Set.of("name", "location"));
        assertThat(names(JSON.at("/$defs/dependency/properties")))
                .containsExactlyInAnyOrderElementsOf(ofDependency)
                .containsExactlyInAnyOrderElementsOf(ManifestKeys.DEPENDENCY);
    }

    @Test
    void theSchemaHasEveryRepositoryWithItsWaysToLookUpACommit() {
        assertThat(names(JSON.at("/$defs/namedDependencies/properties")))
                .containsExactlyInAnyOrderElementsOf(ManifestKeys.REPOSITORIES);
        assertThat(JSON.at("/$defs/listedDependency/properties/repo/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(ManifestKeys.REPOSITORIES);
        for (String name : ManifestKeys.REPOSITORIES) {
            for (Auto auto : Auto.values()) {
                String text = auto.name().toLowerCase(Locale.ROOT);
                String manifest = name.equals("istio")
                        ? "version: 1.2.3\ndependencies: {istio: {git: a/b, auto: " + text + "}}\n"
                        : ManifestTexts.SMALL + (name.equals("proxy") ? "" : "  proxy: {git: a/b, branch: a}\n") + "  "
                                + name + ": {git: a/b, auto: " + text + "}\n";
                assertThat(passes(manifest))
                        .as(manifest)
                        .isEqualTo(DependencyReader.autosOf(name).contains(text));
            }
        }
    }

    @Test
    void theSchemaHasEveryNameOfTheEnums() {
        for (Output output : Output.values()) {
            assertThat(passes(ManifestTexts.SMALL + "outputs: [" + output + "]\n"))
                    .isTrue();
        }
        for (DockerOutput output : DockerOutput.values()) {
            assertThat(passes(ManifestTexts.SMALL + "dockerOutput: "
                            + output.name().toLowerCase(Locale.ROOT)))
                    .isTrue();
        }
    }

    static Stream<String> wholeManifests() {
        return Stream.of(ManifestTexts.SMALL, ManifestTexts.NEWEST, ManifestTexts.SEED);
    }

    @ParameterizedTest
    @MethodSource("wholeManifests")
    void bothTakeWholeManifests(String manifest) {
        assertThat(readerTakes(manifest)).isTrue();
        assertThat(passes(manifest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker: localhost:5000",
                "docker: istio",
                "docker: ''",
                "docker: null",
                "docker: ghcr.io/a/${version}",
                "dockerOutput: ''",
                "dockerOutput:",
                "architectures: []",
                "architectures: [linux/s390x, linux/arm/v7, linux/x86_64]",
                "outputs: [DOCKER, Rpm]",
                "outputs:",
                "dashboards: {a: 0, b: 999999999999999999}",
                "directory: ''",
                "proxyOverride: s3://bucket/x",
                "proxyOverride: ''",
                "skipGenerateBillOfMaterials: false",
                "ignoreVulnerability: true",
                "  proxy:",
                "  proxy: {localpath: x}",
                "  proxy: {localpath: x, branch: y}",
                "  proxy: {git: a/b, branch: 1.10}",
                "  proxy: {git: a/b, branch: 'release-${minor}'}",
                "  proxy: {git: a/b, sha: " + SHA + ", branch: x, goversionenabled: false}",
                "  proxy: {git: a/b, auto: deps, branch: x}",
                "  proxy: {git: a/b, auto: deps, sha: }",
            })
    void bothTake(String line) {
        assertThat(readerTakes(ManifestTexts.SMALL + line)).as("reader").isTrue();
        assertThat(passes(ManifestTexts.SMALL + line)).as("schema").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker: https://docker.io/istio",
                "docker: docker.io/istio/",
                "docker: docker.io/istio:1",
                "docker: docker.io/Istio",
                "docker: [a]",
                "dockerOutput: tgz",
                "dockeroutput: tar",
                "architectures: linux/amd64",
                "architectures: [linux]",
                "architectures: [linux/amd46]",
                "architectures: [windows/amd64]",
                "architectures: [linux/amd64, linux/amd64]",
                "architectures: [~]",
                "outputs: [deb]",
                "outputs: docker",
                "outputs: [[docker]]",
                "dashboards: {a: x}",
                "dashboards: {a: '1'}",
                "dashboards: {a: -1}",
                "dashboards: {a: 1.5}",
                "dashboards: {a: 1000000000000000000}",
                "dashboards: {a: }",
                "dashboards: [1]",
                "proxyOverride: storage/proxy",
                "proxyOverride: ftp://x/y",
                "skipGenerateBillOfMaterials: 'true'",
                "skipGenerateBillOfMaterials: 1",
                "ignoreVulnerability: maybe",
                "unknown: 1",
                "  prxy: {git: a/b, branch: x}",
                "  proxy: []",
                "  proxy: x",
                "  proxy: {}",
                "  proxy: {git: a/b}",
                "  proxy: {git: a/b, branch: ''}",
                "  proxy: {git: '', branch: x}",
                "  proxy: {branch: x}",
                "  proxy: {sha: " + SHA + "}",
                "  proxy: {auto: deps}",
                "  proxy: {goversionenabled: true}",
                "  proxy: {git: a/b, auto: deps, sha: " + SHA + "}",
                "  proxy: {git: a/b, sha: abc1234}",
                "  proxy: {git: a/b, sha: 1.14.5}",
                "  proxy: {git: a/b, branch: -x}",
                "  proxy: {git: a/b, branch: a..b}",
                "  proxy: {git: a/b, branch: 'a b'}",
                "  proxy: {git: a/b, branch: x.lock}",
                "  proxy: {git: -x, branch: x}",
                "  proxy: {git: 'ext::sh', branch: x}",
                "  proxy: {git: a/b, branch: x, goversionenabled: maybe}",
                "  proxy: {git: a/b, branch: x, other: 1}",
                "  envoy: {git: a/b, auto: proxy_workspace}",
            })
    void bothRefuse(String line) {
        assertThat(readerTakes(ManifestTexts.SMALL + line)).as("reader").isFalse();
        assertThat(passes(ManifestTexts.SMALL + line)).as("schema").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1.14.5",
                "'1.24.3 '",
                "2022-10-12",
                "'20221012'",
                "1.15.0-alpha." + SHA,
                "1.4-alpha.0c5e",
                "v1.14.5",
                "one",
                "1.14.5+x",
                "1.2.3 rc",
                "1.2-a..b",
                "1.2-x.lock",
                "1.2-x.",
                "-1.2",
                "''",
                "~",
                "[1.2]",
            })
    void bothSayTheSameOfAVersion(String version) {
        String manifest = ManifestTexts.SMALL.replace("1.14.5", version);

        assertThat(passes(manifest)).isEqualTo(readerTakes(manifest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1.2.3",
                "version: 1.2.3\ndependencies: {}",
                "[]",
                "dependencies: {istio: {localpath: x}}"
            })
    void bothRefuseWhatIsIncomplete(String manifest) {
        assertThat(readerTakes(manifest)).isFalse();
        assertThat(passes(manifest)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{org: istio, repo: istio, branch: release-1.5}]",
                "[{org: istio, repo: cni, branch: 1.5}, {org: 1, repo: istio, sha: " + SHA + "}]",
                "[{org: istio, repo: istio, sha: " + SHA + ", branch: x}]",
                "[{org: istio, repo: istio, branch: , sha: " + SHA + "}]",
            })
    void bothTakeAList(String dependencies) {
        assertThat(readerTakes(LISTED + dependencies)).as("reader").isTrue();
        assertThat(passes(LISTED + dependencies)).as("schema").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[istio]",
                "[{org: istio, repo: cni, branch: x}]",
                "[{org: istio, repo: istio}]",
                "[{org: istio, repo: istio, branch: ''}]",
                "[{org: istio, repo: istio, branch: a..b}]",
                "[{org: istio, repo: istio, sha: abc1234}]",
                "[{org: , repo: istio, branch: x}]",
                "[{org: a b, repo: istio, branch: x}]",
                "[{org: [istio], repo: istio, branch: x}]",
                "[{repo: istio, branch: x}]",
                "[{org: istio, branch: x}]",
                "[{org: istio, repo: itsio, branch: x}]",
                "[{org: istio, repo: istio, branch: x, auto: deps}]",
            })
    void bothRefuseAList(String dependencies) {
        assertThat(readerTakes(LISTED + dependencies)).as("reader").isFalse();
        assertThat(passes(LISTED + dependencies)).as("schema").isFalse();
    }

    private static boolean passes(String manifest) {
        return SCHEMA.validate(manifest, InputFormat.YAML).isEmpty();
    }

    private static boolean readerTakes(String manifest) {
        try {
            return ManifestTexts.read(manifest).manifest() != null;
        } catch (InputException e) {
            return false;
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> components(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static byte[] bytes() {
        String name = "/io/jenkins/plugins/istioimages/release-manifest.schema.json";
        try (InputStream in = ManifestSchemaTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
