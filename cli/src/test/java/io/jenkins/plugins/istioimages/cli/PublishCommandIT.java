package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's images as archives that skopeo wrote, published to Debian's docker-registry. */
class PublishCommandIT {
    @TempDir
    Path directory;

    @Test
    void archivesOfTwoPlatformsBecomeOneIndexAndASecondRunSendsNothing() throws Exception {
        DemoProcess demo = DemoProcess.in(directory);
        demo.run("demo");
        Path archives = Files.createDirectory(directory.resolve("archives"));
        archive("amd64", "", archives);
        archive("arm64", "-arm64", archives);
        try (DockerRegistry registry = DockerRegistry.start()) {
            String[] publish = {"publish", "--archives", archives.toString(), "--hub", registry.host() + "/released"};
            assertThat(demo.run(publish))
                    .contains("/released/pilot:1.14.5-distroless")
                    .contains("linux/arm64");
            assertThat(Tool.run(
                            List.of(
                                    "skopeo",
                                    "inspect",
                                    "--raw",
                                    "--tls-verify=false",
                                    "docker://" + registry.host() + "/released/pilot:1.14.5-distroless"),
                            "",
                            "skopeo"))
                    .contains("\"amd64\"", "\"arm64\"");
            assertThat(demo.run(publish)).contains("0 layers compressed, 0 bytes sent");
            signs(demo, publish);
        }
    }

    /** What was published without a signature gets it from a run that is told to sign. */
    private void signs(DemoProcess demo, String... publish) throws Exception {
        Path key = directory.resolve("key.pem");
        Tool.run(List.of("openssl", "genpkey", "-algorithm", "ED25519", "-out", key.toString()), "openssl");
        List<String> signing = new ArrayList<>(List.of(publish));
        signing.addAll(List.of("--sign", key.toString()));
        assertThat(demo.run(signing.toArray(String[]::new)))
                .contains("0 layers compressed, 0 bytes sent")
                .contains("3 manifests signed, 0 were signed already");
        signing.add("--json");
        assertThat(demo.run(signing.toArray(String[]::new)))
                .contains("\"of\" : \"index\"")
                .contains("\"of\" : \"linux/arm64\"")
                .doesNotContain("\"written\" : true");
    }

    private void archive(String architecture, String suffix, Path archives) {
        String tag = "registry.example/mini-istio/pilot:1.14.5-distroless" + suffix;
        Tool.run(
                List.of(
                        "skopeo",
                        "copy",
                        "-q",
                        "--override-arch",
                        architecture,
                        "oci:" + directory.resolve("target/demo/layout")
                                + ":registry.example/mini-istio/pilot:1.14.5-distroless",
                        "docker-archive:" + archives.resolve("pilot-distroless" + suffix + ".tar") + ":" + tag),
                "",
                "skopeo");
        Tool.run(
                List.of(
                        "gzip",
                        archives.resolve("pilot-distroless" + suffix + ".tar").toString()),
                "",
                "gzip");
    }
}
