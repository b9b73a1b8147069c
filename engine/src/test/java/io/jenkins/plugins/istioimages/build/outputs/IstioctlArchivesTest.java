package io.jenkins.plugins.istioimages.build.outputs;

import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.names;
import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.texts;
import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.IstioctlPlatform;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IstioctlArchivesTest {
    private final Stage stage = OutputStages.stage(StageKind.ARCHIVE);

    @TempDir
    Path dir;

    private StageDirectory directory;

    @BeforeEach
    void source() throws IOException {
        directory = new StageDirectory(dir.resolve("work"));
        for (IstioctlPlatform platform : IstioctlPlatform.values()) {
            write(directory, "out/linux_amd64/release/" + platform.binary(), "istioctl of " + platform.id());
        }
        write(directory, "out/linux_amd64/release/istioctl.bash", "bash");
        write(directory, "out/linux_amd64/release/_istioctl", "zsh");
        write(directory, "LICENSE", "licence");
        write(directory, "README.md", "readme");
        write(directory, "tools/certs/common.mk", "mk");
        write(directory, "tools/certs/Makefile.selfsigned.mk", "mk");
        write(directory, "tools/certs/.gitignore", "left out");
        write(directory, "samples/a/a.yaml", "a");
        write(directory, "samples/a/src/main.go", "left out");
        write(directory, "manifests/profiles/default.yaml", "hub: registry.istio.io/testing\ntag: latest\n");
        write(directory, "manifests/profiles/minimal.yaml", "tag: latest\n");
        write(directory, "manifests/charts/base/Chart.yaml", "name: base\nversion: 1.0.0\n");
        new IstioctlArchives().prepare(stage, directory);
    }

    @Test
    void everySystemHasItsProgramAloneAndWithTheRest() throws IOException {
        Path out = made();
        assertThat(texts(out.resolve("istioctl-1.14.5-linux-armv7.tar.gz")))
                .isEqualTo(Map.of("istioctl", "istioctl of linux-armv7"));
        assertThat(texts(out.resolve("istio-1.14.5-osx-arm64.tar.gz")))
                .containsEntry("istio-1.14.5/bin/istioctl", "istioctl of osx-arm64");
        try (var all = Files.list(out)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(new ReleaseLayout("1.14.5").archives());
        }
    }

    @Test
    void anOlderNameIsTheSameArchive() throws IOException {
        Path out = made();
        assertThat(out.resolve("istio-1.14.5-osx.tar.gz"))
                .hasSameBinaryContentAs(out.resolve("istio-1.14.5-osx-amd64.tar.gz"));
        assertThat(out.resolve("istioctl-1.14.5-win.zip"))
                .hasSameBinaryContentAs(out.resolve("istioctl-1.14.5-win-amd64.zip"));
    }

    @Test
    void anArchiveHasReleaseBuildersTree() throws IOException {
        assertThat(names(made().resolve("istio-1.14.5-linux-amd64.tar.gz")))
                .containsExactly(
                        "istio-1.14.5/",
                        "istio-1.14.5/LICENSE",
                        "istio-1.14.5/README.md",
                        "istio-1.14.5/bin/",
                        "istio-1.14.5/bin/istioctl",
                        "istio-1.14.5/manifest.yaml",
                        "istio-1.14.5/manifests/",
                        "istio-1.14.5/manifests/charts/",
                        "istio-1.14.5/manifests/charts/base/",
                        "istio-1.14.5/manifests/charts/base/Chart.yaml",
                        "istio-1.14.5/manifests/profiles/",
                        "istio-1.14.5/manifests/profiles/default.yaml",
                        "istio-1.14.5/manifests/profiles/minimal.yaml",
                        "istio-1.14.5/samples/",
                        "istio-1.14.5/samples/a/",
                        "istio-1.14.5/samples/a/a.yaml",
                        "istio-1.14.5/samples/a/src/",
                        "istio-1.14.5/tools/",
                        "istio-1.14.5/tools/_istioctl",
                        "istio-1.14.5/tools/certs/",
                        "istio-1.14.5/tools/certs/Makefile.selfsigned.mk",
                        "istio-1.14.5/tools/certs/common.mk",
                        "istio-1.14.5/tools/istioctl.bash");
    }

    @Test
    void chartsAndTheDefaultProfileNameTheRelease() throws IOException {
        Map<String, String> files = texts(made().resolve("istio-1.14.5-linux-amd64.tar.gz"));
        assertThat(files)
                .containsEntry("istio-1.14.5/manifest.yaml", "version: 1.14.5\n")
                .containsEntry("istio-1.14.5/manifests/profiles/default.yaml", "hub: ghcr.io/resf/istio\ntag: 1.14.5\n")
                .containsEntry("istio-1.14.5/manifests/profiles/minimal.yaml", "tag: latest\n");
        assertThat(files.get("istio-1.14.5/manifests/charts/base/Chart.yaml")).contains("version: 1.14.5");
    }

    @Test
    void whatReleasesUntil123HaveIsThereWhereTheSourceHasIt() throws IOException {
        write(directory, "manifests/examples/customresource/a.yaml", "a");
        write(directory, "operator/samples/b.yaml", "b");
        assertThat(names(made().resolve("istio-1.14.5-linux-amd64.tar.gz")))
                .contains(
                        "istio-1.14.5/manifests/examples/customresource/a.yaml",
                        "istio-1.14.5/samples/operator/b.yaml");
    }

    @Test
    void binariesAreFoundWhereverMakeRan() throws IOException {
        Path out = directory.source("istio").resolve("out");
        Files.move(out.resolve("linux_amd64"), out.resolve("linux_arm64"));
        assertThat(names(made().resolve("istioctl-1.14.5-linux-amd64.tar.gz"))).containsExactly("istioctl");
    }

    @Test
    void aMakeThatLeftNothingIsSaid() throws IOException {
        Files.delete(directory.source("istio").resolve("out/linux_amd64/release/istioctl-linux-amd64"));
        assertThatThrownBy(this::made)
                .isInstanceOf(WorkException.class)
                .hasMessageStartingWith("stage archive: make left no release/istioctl-linux-amd64");
    }

    @Test
    void aPackageIsTakenFromWhereItsMakeLeftIt() throws IOException {
        Stage deb = OutputStages.stage(
                StageKind.DEBIAN,
                List.of(new Command(
                        List.of("make"), Command.WORK, List.of(), Map.of("TARGET_OUT_LINUX", Command.WORK + "/o"))),
                "deb/istio-sidecar.deb");
        Path out = Files.createTempDirectory(dir, "out");
        SidecarPackage maker = new SidecarPackage("istio-sidecar.deb");
        assertThatThrownBy(() -> maker.make(deb, directory, out))
                .isInstanceOf(WorkException.class)
                .hasMessage("stage debian: make left no " + directory.path().resolve("o/release/istio-sidecar.deb"));
        write(directory.path().resolve("o/release/istio-sidecar.deb"), "deb");
        maker.make(deb, directory, out);
        assertThat(out.resolve("deb/istio-sidecar.deb")).hasContent("deb");
    }

    private Path made() throws IOException {
        Path out = Files.createTempDirectory(dir, "out");
        new IstioctlArchives().make(stage, directory, out);
        return out;
    }
}
