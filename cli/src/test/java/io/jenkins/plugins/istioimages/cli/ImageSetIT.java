package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.source.OwnBaseTree;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images of resf/istio of a version that stands in a Dockerfile.version alone, in one command: its own base images,
 * what stands on them in two variants, for two platforms, in a registry; the sidecar as a package. The source is mini-istio
 * with an operator and with base images of its own, named in both ways that istio's Dockerfiles have had.
 */
class ImageSetIT {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final List<String> COMPONENTS = List.of("proxyv2", "pilot", "operator", "install-cni");

    @TempDir
    static Path directory;

    private static DockerRegistry registry;
    private static Path istio;
    private static Path version;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void sources() throws Exception {
        registry = DockerRegistry.start();
        Path examples = directory.resolve("examples");
        Tool.run(
                List.of("cp", "-r", Path.of("../examples").toRealPath().toString(), examples.toString()),
                "",
                "coreutils");
        OwnBaseTree.shape(examples.resolve("mini-istio"));
        Map<String, Path> repositories = new DemoRepositories(examples).create(directory.resolve("demo"));
        Path git = Files.createDirectories(directory.resolve("git"));
        for (String name : List.of("istio", "proxy")) {
            Files.createSymbolicLink(git.resolve(name), repositories.get(name));
        }
        istio = repositories.get("istio");
        tag("1.14.5", DemoRepositories.BRANCH);
        version = Files.writeString(directory.resolve("Dockerfile.version"), "FROM istio/proxyv2:1.14.5\n");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void oneCommandMakesTheSetAndASecondOneChangesNothing() throws Exception {
        CliRun run = build(version, "resf/istio");
        assertThat(run.status()).as(run.out() + run.err()).isZero();

        assertThat(tags("resf/istio/base")).containsExactly("1.14.5");
        assertThat(tags("resf/istio/distroless")).containsExactly("1.14.5");
        for (String component : COMPONENTS) {
            assertThat(tags("resf/istio/" + component))
                    .contains("1.14.5", "1.14.5-distroless")
                    .noneMatch(tag -> tag.startsWith("v") || tag.endsWith("-default"));
            for (String architecture : List.of("amd64", "arm64")) {
                assertThat(layers("resf/istio/" + component, "1.14.5", architecture))
                        .as(component + " stands on the own base of " + architecture)
                        .startsWith(layers("resf/istio/base", "1.14.5", architecture)
                                .toArray(String[]::new));
                assertThat(layers("resf/istio/" + component, "1.14.5-distroless", architecture))
                        .startsWith(layers("resf/istio/distroless", "1.14.5", architecture)
                                .toArray(String[]::new));
            }
        }
        Path out = directory.resolve("resf/istio/out");
        assertThat(Files.readString(out.resolve("images.yaml")))
                .contains("name: base", "name: distroless", "name: operator", "repository: " + hub() + "/pilot");
        assertThat(out.resolve("deb/istio-sidecar-arm64.deb")).isNotEmptyFile();
        assertThat(out.resolve("deb/istio-sidecar.deb")).isNotEmptyFile();
        assertThat(Tool.run(
                        List.of(
                                "dpkg-deb",
                                "--field",
                                out.resolve("deb/istio-sidecar-arm64.deb").toString(),
                                "Architecture"),
                        "dpkg"))
                .isEqualToIgnoringWhitespace("arm64");

        String first = Files.readString(out.resolve("images.yaml"));
        CliRun again = build(version, "resf/istio");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).doesNotContain("pushed");
        assertThat(Files.readString(out.resolve("images.yaml"))).isEqualTo(first);
    }

    @Test
    void thePlanSaysWhichBaseTakesThePlaceOfWhich() {
        CliRun run = CliRun.of(
                arguments(version, "plan", "--hub", "r.example/istio", "--json").toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode plan = Json.read(run.out().getBytes(StandardCharsets.UTF_8), "plan");

        assertThat(texts(plan.at("/bases/stages"), "id")).containsExactly("base-linux-amd64", "base-linux-arm64");
        assertThat(texts(plan.at("/bases/stages/0/outputs"), "image")).containsExactly("base", "distroless");
        assertThat(texts(plan.path("stages"), "id")).startsWith("istio-linux-amd64", "istio-linux-arm64");
        assertThat(plan.at("/stages/0/bases").toString())
                .isEqualTo("[\"r.example/istio/base:1.14.5\",\"r.example/istio/distroless:1.14.5\"]");
        assertThat(plan.at("/stages/0/parameters/bases").asText())
                .isEqualTo("gcr.io/istio-release/base:1.14.5 r.example/istio/base:1.14.5\n"
                        + "gcr.io/istio-release/distroless:1.14.5 r.example/istio/distroless:1.14.5");

        CliRun docker = CliRun.of(
                arguments(version, "plan", "--image-builder", "docker").toArray(String[]::new));
        assertThat(docker.status()).isEqualTo(2);
        assertThat(docker.err())
                .contains("a Dockerfile names gcr.io/istio-release/base:1.14.5 itself and not by ISTIO_BASE_REGISTRY");
        CliRun other = CliRun.of(arguments(version, "plan", "--build-env", "BASE_VERSION=1.14-dev.1")
                .toArray(String[]::new));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("own base images are BASE_VERSION=1.14.5, and it is said to be 1.14-dev.1");
    }

    @Test
    void aComponentThatFailsFailsTheBuildAndLeavesTheOthersUntagged() throws Exception {
        Path work = directory.resolve("work");
        Tool.run(List.of("git", "clone", "-q", istio.toString(), work.toString()), "git");
        Path dockerfile = work.resolve("operator/docker/Dockerfile.operator");
        Files.writeString(dockerfile, Files.readString(dockerfile) + "COPY nowhere /\n");
        Tool.run(
                List.of(
                        "git",
                        "-C",
                        work.toString(),
                        "-c",
                        "user.name=D",
                        "-c",
                        "user.email=d@example.com",
                        "commit",
                        "-qam",
                        "break"),
                "git");
        Tool.run(List.of("git", "-C", work.toString(), "push", "-q", "origin", "HEAD:broken"), "git");
        tag("1.14.6", "broken");
        Path broken = Files.writeString(directory.resolve("broken.Dockerfile"), "FROM istio/proxyv2:1.14.6\n");

        List<String> arguments = arguments(
                broken,
                "build",
                "--platform",
                "linux/amd64",
                "--outputs",
                "docker",
                "--staging",
                registry.host() + "/broken/istio",
                "-o",
                directory.resolve("broken").toString());
        CliRun run = CliRun.of(arguments.toArray(String[]::new));

        assertThat(run.status()).isNotZero();
        assertThat(run.err()).contains("Dockerfile.operator").contains("nowhere");
        assertThat(tags("broken/istio/pilot")).isEmpty();
        assertThat(tags("broken/istio/proxyv2")).isEmpty();
    }

    private static CliRun build(Path file, String path) {
        List<String> arguments = arguments(
                file,
                "build",
                "--outputs",
                "docker,debian",
                "--staging",
                registry.host() + "/" + path,
                "-o",
                directory.resolve(path).toString());
        return CliRun.of(arguments.toArray(String[]::new));
    }

    private static List<String> arguments(Path file, String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                verb,
                "-m",
                file.toString(),
                "--repositories",
                directory.resolve("git").toString(),
                "--own-bases",
                "--image",
                String.join(",", COMPONENTS),
                "--variant",
                "default,distroless",
                "--allow-unsupported",
                "--cache",
                directory.resolve("cache").toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static String hub() {
        return registry.host() + "/resf/istio";
    }

    private static void tag(String name, String target) {
        Tool.run(List.of("git", "-C", istio.toString(), "tag", "-f", name, target), "git");
    }

    private List<String> tags(String repository) throws Exception {
        HttpResponse<byte[]> answer = get(repository + "/tags/list", "application/json");
        if (answer.statusCode() == 404) {
            return List.of();
        }
        JsonNode tags = Json.readObject(answer.body(), "tags").path("tags");
        return StreamSupport.stream(tags.spliterator(), false)
                .map(JsonNode::asText)
                .sorted()
                .toList();
    }

    private List<String> layers(String repository, String tag, String architecture) throws Exception {
        JsonNode index = Json.read(get(repository + "/manifests/" + tag, INDEX).body(), "index");
        assertThat(index.path("manifests")).hasSize(2);
        for (JsonNode manifest : index.path("manifests")) {
            if (manifest.at("/platform/architecture").asText().equals(architecture)) {
                String digest = manifest.path("digest").asText();
                return texts(
                        Json.read(
                                        get(repository + "/manifests/" + digest, MANIFEST)
                                                .body(),
                                        "manifest")
                                .path("layers"),
                        "digest");
            }
        }
        throw new AssertionError(tag + " has no " + architecture);
    }

    private static List<String> texts(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(one -> one.path(key).asText())
                .toList();
    }

    private HttpResponse<byte[]> get(String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + registry.host() + "/v2/" + path))
                .header("Accept", accept)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
