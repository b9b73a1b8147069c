package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Wasm extensions of an old line: a mini-istio that has them in proxyv2 and cannot download any, and clang. */
@Timeout(240)
class EnvoyExtensionsIT {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final String HUB = "h.example/old";
    private static final List<String> NAMES = List.of(
            "metadata-exchange-filter.compiled.wasm",
            "metadata-exchange-filter.wasm",
            "stats-filter.compiled.wasm",
            "stats-filter.wasm");
    /** What istio 1.14 has at that place of its script, with an error in place of curl. */
    private static final String SCRIPT = """

            for plugin in stats metadata_exchange; do
              for kind in wasm compiled.wasm; do
                if [[ ! -f "${release}/${plugin}-${PROXY_REPO_SHA}.${kind}" ]]; then
                  echo "${plugin}-${PROXY_REPO_SHA}.${kind} would have to be downloaded" >&2
                  exit 1
                fi
              done
            done
            """;

    @TempDir
    private static Path dir;

    private static Path manifest;

    @BeforeAll
    static void oldIstio() throws IOException {
        Path examples = dir.resolve("examples");
        copy(EXAMPLES.resolve("mini-istio"), examples.resolve("mini-istio"));
        copy(EXAMPLES.resolve("mini-repositories"), examples.resolve("mini-repositories"));
        Path istio = examples.resolve("mini-istio");
        Path script = istio.resolve("bin/init.sh");
        Files.writeString(script, Files.readString(script) + SCRIPT);
        replace(
                istio.resolve("tools/docker.yaml"),
                "  - ${TARGET_OUT_LINUX}/${RELEASE_MODE}/${SIDECAR}\n",
                lines("  - ${TARGET_OUT_LINUX}/release/%s\n"));
        replace(
                istio.resolve("pilot/docker/Dockerfile.proxyv2"),
                "COPY ${TARGETARCH:-amd64}/${SIDECAR} /usr/local/bin/${SIDECAR}\n",
                lines("COPY %1$s /etc/istio/extensions/%1$s\n"));
        Map<String, Path> repositories = new DemoRepositories(examples).create(dir.resolve("git"));
        manifest = Files.writeString(dir.resolve("manifest.yaml"), """
                version: 1.14.5
                docker: %s
                architectures: [linux/amd64, linux/arm64]
                outputs: [docker]
                dependencies:
                  istio: {git: %s, branch: release-1.14}
                  proxy: {git: %s, auto: deps}
                  envoy: {git: %s, auto: proxy_workspace}
                """.formatted(
                        HUB, repositories.get("istio"), repositories.get("proxy"), repositories.get("envoy")));
    }

    @Test
    void imagesOfAllPlatformsHaveWhatWasCompiledForOneOrTakenOutOfAnImage() throws IOException {
        String staging = "oci:" + dir.resolve("staging");
        CliRun compiled = run("envoy", "compiled", staging);
        assertThat(compiled.err())
                .contains("[envoy-linux-amd64] | INFO: compiling //extensions:stats.wasm for x86_64")
                .contains("[envoy-linux-arm64] | INFO: compiling //src/envoy:envoy for aarch64")
                .doesNotContain("//extensions:stats.wasm for aarch64", "has Wasm extensions, which");
        String envoys = HUB + "/envoy-builds:1.14.5";
        CliRun built = run("build", "built", staging, "--envoy", envoys, "--image", "proxyv2", "--variant", "debug");
        assertThat(built.err()).doesNotContain("download");
        Map<String, String> amd64 = extensions("proxyv2:1.14.5", Platform.LINUX_AMD64);
        assertThat(amd64).containsOnlyKeys(NAMES).allSatisfy((name, content) -> assertThat(content)
                .startsWith("\0asm")
                .contains("proxy_abi_version_0_2_1"));
        assertThat(amd64.get("stats-filter.wasm")).contains("istio.stats").doesNotContain("precompiled");
        assertThat(amd64.get("stats-filter.compiled.wasm")).contains("istio.stats", "precompiled");
        assertThat(extensions("proxyv2:1.14.5", Platform.LINUX_ARM64)).isEqualTo(amd64);

        String image = HUB + "/proxyv2:1.14.5";
        CliRun taken = run("envoy", "taken", staging, "--platform", "linux/arm64", "--extensions", image);
        assertThat(taken.err()).doesNotContain("//extensions:");
        assertThat(extensions("envoy-builds:1.14.5", Platform.LINUX_ARM64)).isEqualTo(amd64);
    }

    private static CliRun run(String verb, String name, String staging, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                verb,
                "-m",
                manifest.toString(),
                "--allow-unsupported",
                "--cache",
                dir.resolve("cache").toString(),
                "--staging",
                staging,
                "-o",
                dir.resolve(name).toString()));
        if (verb.equals("envoy")) {
            arguments.addAll(List.of("--bazel-cache", dir.resolve("bazel").toString()));
        }
        arguments.addAll(List.of(more));
        CliRun run = CliRun.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    /** Contents by name of what an image has where Envoy looks for extensions. */
    private static Map<String, String> extensions(String image, Platform platform) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (OciLayout layout = OciLayout.open(dir.resolve("staging"))) {
            BaseImage proxy = new BaseImages(List.of(layout)).find(HUB + "/" + image, platform);
            var files = proxy.files();
            Map<String, FileContent.InLayer> wanted = new TreeMap<>();
            for (String name : files.tree().children("etc/istio/extensions")) {
                files.tree()
                        .find("etc/istio/extensions/" + name)
                        .flatMap(node -> node.content())
                        .ifPresent(content -> wanted.put(name, (FileContent.InLayer) content));
            }
            Path target = Files.createTempDirectory(dir, "taken");
            Map<FileContent.InLayer, Path> taken = files.extract(wanted.values(), target);
            for (Map.Entry<String, FileContent.InLayer> one : wanted.entrySet()) {
                found.put(one.getKey(), Files.readString(taken.get(one.getValue()), StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    private static String lines(String form) {
        StringBuilder text = new StringBuilder();
        NAMES.forEach(name -> text.append(form.formatted(name)));
        return text.toString();
    }

    /** Puts lines behind one that must be there. */
    private static void replace(Path file, String line, String more) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(line);
        Files.writeString(file, text.replace(line, line + more));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
