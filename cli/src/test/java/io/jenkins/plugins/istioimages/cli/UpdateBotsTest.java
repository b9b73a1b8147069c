package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.DockerfileVersion;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the configuration for Renovate and Dependabot finds in the example files is what istio-images reads in them. */
class UpdateBotsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path UPDATES = EXAMPLES.resolve("updates");
    /** Which files Renovate's dockerfile manager reads (its documentation, "File Matching"). */
    private static final List<Pattern> DOCKERFILES = List.of(
            Pattern.compile("(^|/|\\.)([Dd]ocker|[Cc]ontainer)file$"),
            Pattern.compile("(^|/)([Dd]ocker|[Cc]ontainer)file[^/]*$"));

    private static JsonNode renovate() throws IOException {
        return new ObjectMapper().readTree(Files.readString(UPDATES.resolve("renovate.json")));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** One of Renovate's regular expressions between slashes. */
    private static Pattern slashed(String text) {
        assertThat(text).startsWith("/").endsWith("/");
        return Pattern.compile(text.substring(1, text.length() - 1));
    }

    /** All that one custom manager finds in a file. */
    private static List<Matcher> found(String datasource, String text) throws IOException {
        List<Matcher> matches = new ArrayList<>();
        for (JsonNode manager : renovate().path("customManagers")) {
            if (manager.path("datasourceTemplate").asText().equals(datasource)) {
                for (String expression : texts(manager.path("matchStrings"))) {
                    Matcher matcher = Pattern.compile(expression).matcher(text);
                    int from = 0;
                    while (matcher.find(from)) {
                        Matcher one = Pattern.compile(expression).matcher(text);
                        assertThat(one.find(matcher.start())).isTrue();
                        matches.add(one);
                        from = matcher.end();
                    }
                }
            }
        }
        return matches;
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio-1.14.yaml", "demo.yaml", "release.yaml", "seed.yaml", "four-platforms.yaml"})
    void theVersionThatRenovateFindsIsTheManifests(String name) throws IOException {
        Path file = EXAMPLES.resolve(name);
        String text = Files.readString(file);
        List<Matcher> found = found("github-tags", text);
        String version = ManifestReader.read(file).manifest().version();

        assertThat(found).isNotEmpty().allSatisfy(one -> assertThat(one.group("currentValue"))
                .isEqualTo(version));
        ReleaseManifest bumped = read(name, replaced(text, found, "1.14.99"));
        assertThat(bumped.version()).isEqualTo("1.14.99");
        Dependency istio = bumped.dependencies().get("istio");
        assertThat(istio.branch())
                .satisfiesAnyOf(branch -> assertThat(branch).contains("1.14.99"), branch -> assertThat(branch)
                        .contains("release-1.14"));
    }

    @Test
    void aVersionThatStandsElsewhereInAManifestIsNotTheRelease() throws IOException {
        assertThat(found("github-tags", "dependencies:\n  x:\n    version: 1.2.3\n"))
                .isEmpty();
        assertThat(found("github-tags", "version: 1.29-alpha.86c9f01\n")).isEmpty();
        assertThat(found("github-tags", "# x\r\nversion: \"1.2.3\" # the one\r\ndocker: x\r\n"))
                .singleElement()
                .satisfies(one -> assertThat(one.group("currentValue")).isEqualTo("1.2.3"));
    }

    @Test
    void aPinnedCommitThatRenovateMovesIsTheManifestsAndReadAfterwards() throws IOException {
        Path file = UPDATES.resolve("manifest.yaml");
        String text = Files.readString(file);
        DockerfileVersion version = DockerfileVersion.read(UPDATES.resolve("Dockerfile.version"));
        Dependency tools =
                ManifestReader.read(file, version).manifest().dependencies().get("tools");

        List<Matcher> found = found("git-refs", text);
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.group("packageName")).isEqualTo(tools.git().orElseThrow());
            assertThat(one.group("currentValue")).isEqualTo(tools.branch().orElseThrow());
            assertThat(one.group("currentDigest")).isEqualTo(tools.sha().orElseThrow());
        });
        String moved = text.replace(found.get(0).group("currentDigest"), "0".repeat(40));
        assertThat(ManifestReader.read("manifest.yaml", moved.getBytes(StandardCharsets.UTF_8), version)
                        .manifest()
                        .dependencies()
                        .get("tools")
                        .sha())
                .contains("0".repeat(40));
    }

    /** Every way to write a dependency that manifests of this repository have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "  tools: {git: https://git.example/x, branch: main, sha: SHA}\n",
                "  tools: { git: 'https://git.example/x' , branch: \"main\" , sha: 'SHA' }\n",
                "  tools:\n    git: https://git.example/x\n    branch: main # the line\n    sha: SHA\n",
                "  tools:\r\n    git: https://git.example/x\r\n\r\n    # pinned\r\n    branch: main\r\n    sha: SHA\r\n"
            })
    void aPinnedCommitIsFoundHoweverItIsWritten(String dependency) throws IOException {
        String sha = "0123456789abcdef0123456789abcdef01234567";
        String text = "version: 1.14.5\ndependencies:\n  istio: {git: https://github.com/istio/istio, branch: 1.14.5}\n"
                + dependency.replace("SHA", sha);
        Dependency read = read("manifest.yaml", text).dependencies().get("tools");
        assertThat(found("git-refs", text)).singleElement().satisfies(one -> {
            assertThat(one.group("packageName")).isEqualTo(read.git().orElseThrow());
            assertThat(one.group("currentValue")).isEqualTo(read.branch().orElseThrow());
            assertThat(one.group("currentDigest")).isEqualTo(sha);
        });
        assertThat(found("github-tags", text)).hasSize(2);
    }

    @Test
    void renovateReadsTheFilesThatAreMeant() throws IOException {
        for (JsonNode manager : renovate().path("customManagers")) {
            List<Pattern> patterns = texts(manager.path("managerFilePatterns")).stream()
                    .map(UpdateBotsTest::slashed)
                    .toList();
            for (String name : List.of("manifest.yaml", "releases/manifest-1.14.yml", "examples/istio-1.14.yaml")) {
                assertThat(patterns).anyMatch(pattern -> pattern.matcher(name).find());
            }
            assertThat(patterns)
                    .noneMatch(pattern -> pattern.matcher("charts/values.yaml").find());
        }
        for (String name : List.of("Dockerfile.version", "docker/maistra-builder_3.0.Dockerfile")) {
            assertThat(DOCKERFILES).anyMatch(pattern -> pattern.matcher(name).find());
        }
        assertThat(renovate().at("/git-submodules/enabled").asBoolean(false)).isTrue();
        assertThat(slashed(texts(renovate().path("baseBranchPatterns")).get(1))
                        .matcher("release-1.14")
                        .find())
                .isTrue();
    }

    /** Renovate runs its expressions with RE2, which refuses these. */
    @Test
    void noExpressionNeedsWhatRe2DoesNotHave() throws IOException {
        for (JsonNode manager : renovate().path("customManagers")) {
            assertThat(texts(manager.path("matchStrings"))).isNotEmpty().noneMatch(text -> Pattern.compile(
                            "\\(\\?[=!]|\\(\\?<[=!]|\\\\[1-9]|\\(\\?>|[*+?}]\\+|\\\\k<")
                    .matcher(text)
                    .find());
        }
    }

    @Test
    void bothBotsKeepABranchInItsLine() throws IOException {
        JsonNode rule = renovate().path("packageRules").path(0);
        assertThat(texts(rule.path("matchPackageNames"))).containsExactly("istio/istio", "istio/proxyv2");
        assertThat(texts(rule.path("matchUpdateTypes"))).containsExactly("major", "minor");
        assertThat(rule.path("enabled").asBoolean(true)).isFalse();
        for (JsonNode entry : dependabot()) {
            if (entry.path("package-ecosystem").asText().equals("docker")
                    && entry.path("directory").asText().equals("/")) {
                assertThat(entry.at("/ignore/0/dependency-name").asText()).isEqualTo("istio/proxyv2");
                assertThat(texts(entry.at("/ignore/0/update-types")))
                        .containsExactly("version-update:semver-major", "version-update:semver-minor");
            }
        }
        assertThat(Files.readAllLines(UPDATES.resolve("Dockerfile.version")))
                .last()
                .asString()
                .startsWith("FROM istio/proxyv2:");
    }

    @Test
    void dependabotBumpsDockerfilesAndSubmodulesOfEveryBranch() throws IOException {
        assertThat(dependabot())
                .extracting(entry -> entry.path("target-branch").asText("") + ":"
                        + entry.path("package-ecosystem").asText() + ":"
                        + entry.path("directory").asText())
                .containsExactly(
                        ":gitsubmodule:/",
                        ":docker:/",
                        ":docker:/docker",
                        "release-1.13:gitsubmodule:/",
                        "release-1.13:docker:/");
        assertThat(dependabot())
                .allSatisfy(entry ->
                        assertThat(entry.at("/schedule/interval").asText()).isIn("daily", "weekly"));
    }

    private static List<JsonNode> dependabot() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(UPDATES.resolve("dependabot.yml")));
        JsonNode tree = new ObjectMapper().valueToTree(file);
        assertThat(tree.path("version").asInt()).isEqualTo(2);
        return StreamSupport.stream(tree.path("updates").spliterator(), false).toList();
    }

    private static String replaced(String text, List<Matcher> found, String version) {
        StringBuilder result = new StringBuilder(text);
        found.stream()
                .sorted((one, other) -> other.start("currentValue") - one.start("currentValue"))
                .forEach(one -> result.replace(one.start("currentValue"), one.end("currentValue"), version));
        return result.toString();
    }

    private static ReleaseManifest read(String name, String text) {
        return ManifestReader.read(name, text.getBytes(StandardCharsets.UTF_8)).manifest();
    }
}
