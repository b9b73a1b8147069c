package io.jenkins.plugins.istioimages.cli;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release and a registry (Debian package docker-registry) with what was published of it. */
class ValidateRemoteIT {
    @TempDir
    private Path directory;

    private DockerRegistry registry;
    private String out;
    private String hub;

    @BeforeEach
    void release() {
        registry = DockerRegistry.start();
        hub = registry.host() + "/istio";
        out = ReleaseFixture.valid().write(directory.resolve("out")).toString();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void whatIsPublishedPassesAndWhatIsChangedThereIsNamed() {
        publish();
        CliRun whole = validate();
        assertThat(whole.status()).as(whole.out() + whole.err()).isZero();
        assertThat(whole.out()).containsPattern("published +passed +8 tags");

        run("copy", hub + "/proxyv2:" + VERSION + "-debug", hub + "/pilot:" + VERSION + "-distroless");
        CliRun other = validate();
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out())
                .contains(
                        "published  " + hub + "/pilot:" + VERSION + "-distroless  the configuration of linux/amd64 is ")
                .contains(" 1 failed,");

        run("copy", "--platform", "linux/amd64", hub + "/ztunnel:" + VERSION + "-debug", hub + "/less:1");
        run("copy", hub + "/less:1", hub + "/ztunnel:" + VERSION + "-debug");
        assertThat(validate().out())
                .contains(hub + "/ztunnel:" + VERSION + "-debug")
                .contains("has no linux/arm64");
    }

    @Test
    void imagesWithoutArchivesAreReadInTheRegistryThatTheyWereStagedIn() {
        Path release = directory.resolve("context/out");
        try (OciLayout layout = OciLayout.create(directory.resolve("context/layout"))) {
            ReleaseFixture fixture = ReleaseFixture.valid().stagedIn(layout);
            fixture.images().clear();
            fixture.write(release);
        }
        CliRun beside = CliRun.of("validate", "--release", release.toString(), "--outputs", "docker");
        assertThat(beside.status()).as(beside.out() + beside.err()).isZero();
        assertThat(beside.out())
                .containsPattern("image-binaries +passed +16 images")
                .containsPattern("indexes +passed");

        for (String image : List.of("install-cni", "pilot", "proxyv2", "ztunnel")) {
            for (String variant : List.of("debug", "distroless")) {
                String tag = image + ":" + VERSION + "-" + variant;
                run(
                        "copy",
                        "oci:" + directory.resolve("context/layout") + ":" + ReleaseFixture.HUB + "/" + tag,
                        hub + "/" + tag);
            }
        }
        run("copy", hub + "/pilot:" + VERSION + "-debug", hub + "/pilot:" + VERSION + "-distroless");
        CliRun registry =
                CliRun.of("validate", "--release", release.toString(), "--outputs", "docker", "--staging", hub);
        assertThat(registry.status()).isEqualTo(1);
        assertThat(registry.out())
                .containsPattern("image-binaries +passed +16 images")
                .contains("indexes  images.yaml: pilot (distroless)  the tag " + VERSION + "-distroless is sha256:")
                .contains(" 1 failed,");
    }

    @Test
    void whatIsNotPublishedDoesNotExist() {
        CliRun run = validate();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("published  " + hub + "/pilot:" + VERSION + "-distroless", "does not exist")
                .containsPattern("published +failed +8 tags");
    }

    private void publish() {
        run("publish", "--archives", directory.resolve("out/docker").toString(), "--hub", hub, "--tag", VERSION);
    }

    private CliRun validate() {
        return CliRun.of("validate", "--release", out, "--outputs", "docker", "--remote", hub);
    }

    private static void run(String... words) {
        CliRun run = CliRun.of(words);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
    }
}
