package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Browser;
import io.jenkins.plugins.istioimages.acceptance.harness.SnippetGenerator;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Snippet Generator in a browser: forms filled in by hand become the right lines, and lines the same steps. */
@ExtendWith(WithWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnippetAcceptance {
    private static final Map<String, String> RELEASE = fields(
            "manifest", "release/manifest.yaml",
            "platforms", "linux/amd64 linux/arm64",
            "staging", "registry.example/staging",
            "versionFrom", "Dockerfile.version",
            "agentLabels", "linux/arm64=graviton",
            "allowUnsupported", "true",
            "builderImage", "gcr.io/istio-testing/build-tools:release-{minor}",
            "builderPlatform", "stage",
            "builderUser", "1000:1000",
            "builderVolumes", "/var/cache/go\n/opt/tools:ro",
            "builderNetwork", "host",
            "builderEnv", "GOCACHE=/var/cache/go a",
            "builderPull", "always",
            "imageBuilder", "docker",
            "ownBases", "true",
            "baseImageBuilder", "docker",
            "images", "pilot proxyv2",
            "variants", "debug distroless",
            "buildEnv", "ISTIO_ENVOY_BASE_URL=https://example.org/a b",
            "gitCredentialsId", "registry",
            "gitHosts", "github.com git.example:8443",
            "compressor", "java");

    private static final String RELEASE_ARGUMENTS = "agentLabels: ['linux/arm64=graviton'], allowUnsupported: true,"
            + " baseImageBuilder: 'docker', buildEnv: ['ISTIO_ENVOY_BASE_URL=https://example.org/a b'],"
            + " builderEnv: ['GOCACHE=/var/cache/go a'],"
            + " builderImage: 'gcr.io/istio-testing/build-tools:release-{minor}', builderNetwork: 'host',"
            + " builderPlatform: 'stage', builderPull: 'always', builderUser: '1000:1000',"
            + " builderVolumes: ['/var/cache/go', '/opt/tools:ro'],%s compressor: 'java',%s"
            + " gitCredentialsId: 'registry', gitHosts: ['github.com', 'git.example:8443'], imageBuilder: 'docker',"
            + " images: ['pilot', 'proxyv2'],%s manifest: 'release/manifest.yaml', ownBases: true,%s"
            + " platforms: ['linux/amd64', 'linux/arm64'], staging: 'registry.example/staging',"
            + " variants: ['debug', 'distroless'], versionFrom: 'Dockerfile.version'";

    private static final Map<String, String> TARGETS = fields(
            "release", "out",
            "hubs", "ghcr.io/resf/istio",
            "tags", "1.14.5",
            "aliases", "latest",
            "chartHubs", "ghcr.io/resf/charts",
            "credentialsId", "registry",
            "hubCredentials.registry", "ghcr.io",
            "hubCredentials.credentialsId", "registry",
            "sign", "authorities",
            "signPasswordCredentialsId", "authorities",
            "sbom", "true",
            "staging", "oci:/srv/images",
            "stagingCredentialsId", "registry",
            "plainHttp", "registry.example:5000",
            "caCredentialsId", "authorities",
            "gitTags", "true",
            "tagger", "Bot <bot@example.invalid>",
            "gitCredentialsId", "registry",
            "gitHosts", "git.example",
            "gitPush", "istio=https://git.example/istio.git",
            "github", "resf",
            "githubCredentialsId", "authorities",
            "draft", "true",
            "notes", "notes.md",
            "githubApi", "https://github.example/api/v3",
            "buckets", "s3://releases/istio",
            "bucketAliases", "stable",
            "helmBucket", "s3://charts",
            "helmUrl", "https://charts.example",
            "bucketCredentialsId", "registry",
            "grafana", "true",
            "grafanaCredentialsId", "authorities",
            "grafanaUrl", "https://grafana.example",
            "dryRun", "true",
            "verify", "true",
            "replace", "true",
            "failOnError", "false");

    private static final String TARGETS_ARGUMENTS = "aliases: ['latest'], bucketAliases: ['stable'],"
            + " bucketCredentialsId: 'registry', buckets: ['s3://releases/istio'], caCredentialsId: 'authorities',"
            + " chartHubs: ['ghcr.io/resf/charts'], credentialsId: 'registry', draft: true, dryRun: true,"
            + " failOnError: false, gitCredentialsId: 'registry', gitHosts: ['git.example'],"
            + " gitPush: ['istio=https://git.example/istio.git'], gitTags: true, github: 'resf',"
            + " githubApi: 'https://github.example/api/v3', githubCredentialsId: 'authorities', grafana: true,"
            + " grafanaCredentialsId: 'authorities', grafanaUrl: 'https://grafana.example',"
            + " helmBucket: 's3://charts', helmUrl: 'https://charts.example',"
            + " hubCredentials: [[credentialsId: 'registry', registry: 'ghcr.io']], hubs: ['ghcr.io/resf/istio'],"
            + " notes: 'notes.md', plainHttp: ['registry.example:5000'], release: 'out', replace: true,"
            + " sbom: true, sign: 'authorities', signPasswordCredentialsId: 'authorities', staging: 'oci:/srv/images',"
            + " stagingCredentialsId: 'registry', tagger: 'Bot <bot@example.invalid>', tags: ['1.14.5'], verify: true";

    private static final String NOTE =
            "// This step should not normally be used in your script. Consult the inline help for details.\n";

    private World world;
    private Browser browser;
    private SnippetGenerator generator;

    @BeforeAll
    void open(World given) throws Exception {
        world = given;
        browser = world.browser();
        browser.actAs(world.controller().admin());
        generator = new SnippetGenerator(
                browser,
                world.controller()
                        .url()
                        .resolve("job/"
                                + world.pipelines()
                                        .job("scripted.groovy", "snippets")
                                        .name() + "/pipeline-syntax/"));
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "istioBuild   | istioBuild 'manifest.yaml'",
                "istioPlan    | istioPlan 'manifest.yaml'",
                "publishOci   | publishOci()",
                "publishRelease | publishRelease()",
                "builderImage | builderImage()",
                "imageCatalog | imageCatalog()",
                "istioUpdates | istioUpdates 'manifest.yaml'"
            })
    void a_form_that_nobody_touched_is_a_short_line(String step, String snippet) {
        assertThat(generator.snippet(step, Map.of())).isEqualTo(snippet);
        assertThat(browser.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"istioBuild", "istioPlan", "publishOci", "publishRelease", "imageCatalog", "istioUpdates"})
    void a_form_that_is_full_is_a_line_that_makes_the_same_step(String step) {
        String snippet = generator.snippet(step, full(step));

        assertThat(snippet).isEqualTo(step + " " + expected(step));
        assertThat(world.controller().snippetOfStepOf(snippet)).isEqualTo(snippet);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_wasm_image_and_builder_images_come_back_as_they_were_filled_in() {
        String wasm = generator.snippet(
                "wasmImage",
                fields(
                        "file",
                        "plugin.wasm",
                        "reference",
                        "registry.example/wasm/auth:1",
                        "credentialsId",
                        "registry"));
        assertThat(wasm)
                .startsWith("wasmImage ")
                .contains("file: 'plugin.wasm'")
                .contains("reference: 'registry.example/wasm/auth:1'")
                .contains("credentialsId: 'registry'");
        assertThat(world.controller().snippetOfStepOf(wasm)).isEqualTo(wasm);

        String builder = generator.snippet(
                "builderImage",
                fields(
                        "hubs",
                        "registry.example/builders",
                        "agentLabels",
                        "linux/arm64=graviton && 16cpu",
                        "emulate",
                        "false",
                        "credentialsId",
                        "registry"));
        assertThat(builder)
                .startsWith("builderImage ")
                .contains("hubs: ['registry.example/builders']")
                .contains("agentLabels: ['linux/arm64=graviton && 16cpu']", "emulate: false")
                .contains("credentialsId: 'registry'");
        assertThat(world.controller().snippetOfStepOf(builder)).isEqualTo(builder);
        assertThat(browser.errors()).isEmpty();
    }

    /** What other steps are made of: their plan or catalog is no text, so the generator can but name them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepareIstioStage",
                "makeIstioImages",
                "collectImages",
                "recordImages",
                "planBuilderImages",
                "makeBuilderImages",
                "publishBuilderImages"
            })
    void a_step_for_scripts_has_a_form_too(String step) {
        assertThat(generator.snippet(step, Map.of())).startsWith(NOTE + step);
        assertThat(browser.errors()).isEmpty();
    }

    private static Map<String, String> full(String step) {
        Map<String, String> fields = new LinkedHashMap<>();
        switch (step) {
            case "istioBuild" -> {
                fields.putAll(RELEASE);
                fields.putAll(fields(
                        "credentialsId", "registry",
                        "caCredentialsId", "authorities",
                        "plainHttp", "registry.example:5000",
                        "label", "amd64 && big",
                        "failFast", "true"));
            }
            case "istioPlan" -> fields.putAll(RELEASE);
            case "publishRelease" -> fields.putAll(TARGETS);
            case "publishOci" ->
                fields.putAll(fields(
                        "hubs", "ghcr.io/resf/istio registry.example/istio",
                        "tags", "1.14.5 latest",
                        "staging", "registry.example/staging",
                        "credentialsId", "registry",
                        "hubCredentials.registry", "ghcr.io",
                        "hubCredentials.credentialsId", "registry",
                        "caCredentialsId", "authorities",
                        "plainHttp", "registry.example:5000",
                        "stagingCredentialsId", "registry"));
            case "istioUpdates" ->
                fields.putAll(fields(
                        "manifest", "release/manifest.yaml",
                        "versionFrom", "Dockerfile.version",
                        "lines", "1.14 1.15",
                        "supportDays", "14",
                        "repository", "release",
                        "gitCredentialsId", "registry",
                        "gitHosts", "github.com"));
            default -> fields.putAll(fields("job", "folder/job", "build", "17", "version", "1.14.5"));
        }
        return fields;
    }

    private static String expected(String step) {
        return switch (step) {
            case "istioBuild" ->
                RELEASE_ARGUMENTS.formatted(
                        " caCredentialsId: 'authorities',",
                        " credentialsId: 'registry', failFast: true,",
                        " label: 'amd64 && big',",
                        " plainHttp: ['registry.example:5000'],");
            case "istioPlan" -> RELEASE_ARGUMENTS.formatted("", "", "", "");
            case "publishRelease" -> TARGETS_ARGUMENTS;
            case "publishOci" ->
                "caCredentialsId: 'authorities', credentialsId: 'registry',"
                        + " hubCredentials: [[credentialsId: 'registry', registry: 'ghcr.io']],"
                        + " hubs: ['ghcr.io/resf/istio', 'registry.example/istio'],"
                        + " plainHttp: ['registry.example:5000'], staging: 'registry.example/staging', stagingCredentialsId: 'registry',"
                        + " tags: ['1.14.5', 'latest']";
            case "istioUpdates" ->
                "gitCredentialsId: 'registry', gitHosts: ['github.com'], lines: ['1.14', '1.15'],"
                        + " manifest: 'release/manifest.yaml', repository: 'release', supportDays: 14,"
                        + " versionFrom: 'Dockerfile.version'";
            default -> "build: 17, job: 'folder/job', version: '1.14.5'";
        };
    }

    private static Map<String, String> fields(String... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
