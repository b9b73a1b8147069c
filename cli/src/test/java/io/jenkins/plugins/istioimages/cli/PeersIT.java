package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we publish, skopeo, Docker and buildah read; what they publish, we read. Needs their Debian packages and root. */
@Timeout(300)
class PeersIT {
    @TempDir
    static Path directory;

    private static DockerRegistry registry;
    private static DockerEngine docker;
    private static String ours;

    @BeforeAll
    static void publish() throws Exception {
        registry = DockerRegistry.start();
        docker = DockerEngine.start(directory);
        Path archives = new SmallRelease(3, 50_000).write(directory.resolve("archives"), "pilot", "proxyv2");
        ours = registry.host() + "/ours";
        istioImages("publish", "--archives", archives.toString(), "--hub", ours);
        istioImages("publish", "--archives", archives.toString(), "--hub", ours + "/zstd", "--compressor", "zstd");
    }

    @AfterAll
    static void stop() {
        docker.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pilot", "proxyv2", "zstd/pilot"})
    void skopeoReadsEveryPlatform(String image) throws Exception {
        Path copy = Files.createTempDirectory(directory, "skopeo");
        Tool.run(
                List.of(
                        "skopeo",
                        "copy",
                        "-q",
                        "--all",
                        "--preserve-digests",
                        "--src-tls-verify=false",
                        "docker://" + ours + "/" + image + ":1.14.5",
                        "oci:" + copy + ":1.14.5"),
                "skopeo");
        assertThat(Files.readString(copy.resolve("index.json"))).contains(digest(ours + "/" + image + ":1.14.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64"})
    void dockerPullsEveryPlatform(String platform) {
        String image = ours + "/proxyv2:1.14.5";
        docker.docker("pull", "--quiet", "--platform", platform, image);
        assertThat(docker.docker("image", "inspect", "--format", "{{.Os}}/{{.Architecture}} {{.RepoDigests}}", image))
                .startsWith(platform)
                .contains(digest(image));
        // Docker knows a digest for one platform only.
        docker.docker("image", "rm", "--force", image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pilot", "zstd/proxyv2"})
    void buildahPulls(String image) {
        String id = buildah("pull", "-q", "--tls-verify=false", ours + "/" + image + ":1.14.5");
        assertThat(buildah("inspect", "--type=image", "--format={{.OCIv1.Architecture}}", id.strip()))
                .startsWith("amd64");
    }

    @Test
    void weReadWhatDockerPushes() {
        Path archive = directory.resolve("archives/pilot.tar");
        docker.docker("load", "--quiet", "--input", archive.toString());
        String image = registry.host() + "/docker/pilot:1";
        docker.docker("tag", "istio/pilot:1.14.5", image);
        docker.docker("push", "--quiet", image);
        assertReadable(image);
    }

    @Test
    void weReadWhatSkopeoPushes() {
        String image = registry.host() + "/skopeo/pilot:1";
        Tool.run(
                List.of(
                        "skopeo",
                        "copy",
                        "-q",
                        "--dest-tls-verify=false",
                        "docker-archive:" + directory.resolve("archives/pilot-arm64.tar"),
                        "docker://" + image),
                "skopeo");
        assertReadable(image);
        String index = registry.host() + "/skopeo/all:1";
        Tool.run(
                List.of(
                        "skopeo",
                        "copy",
                        "-q",
                        "--all",
                        "--src-tls-verify=false",
                        "--dest-tls-verify=false",
                        "docker://" + ours + "/pilot:1.14.5",
                        "docker://" + index),
                "skopeo");
        assertReadable(index);
    }

    @Test
    void weReadWhatBuildahPushes() {
        String container = buildah("from", "scratch").strip();
        buildah("config", "--label", "from=buildah", container);
        buildah("add", container, directory.resolve("daemon.json").toString(), "/etc/");
        for (String format : List.of("oci", "docker")) {
            String image = registry.host() + "/buildah/" + format + ":1";
            String id = buildah("commit", "-q", "--format", format, container).strip();
            buildah("push", "-q", "--tls-verify=false", id, "docker://" + image);
            assertReadable(image);
        }
    }

    /** Copies an image into a layout with everything verified on the way, and back under another name. */
    private static void assertReadable(String image) {
        String layout = "oci:" + directory.resolve("read");
        istioImages("copy", image, layout + ":" + image);
        String back = image.replaceFirst("/", "/back/");
        istioImages("copy", layout + ":" + image, back);
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            TestImages.assertComplete(store, Reference.parse(back));
        }
        assertThat(digest(back)).isEqualTo(digest(image));
    }

    private static String digest(String image) {
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            return store.resolve(Reference.parse(image)).orElseThrow().digest().toString();
        }
    }

    private static String buildah(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "buildah",
                "--storage-driver=vfs",
                "--root=" + directory.resolve("buildah"),
                "--runroot=" + directory.resolve("buildah-run")));
        command.addAll(List.of(arguments));
        return Tool.run(command, "buildah");
    }

    private static void istioImages(String... arguments) {
        CliRun run = CliRun.of(withCache(arguments));
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static String[] withCache(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        if (arguments[0].equals("publish")) {
            line.addAll(List.of("--cache", directory.resolve("cache").toString()));
        }
        return line.toArray(String[]::new);
    }
}
