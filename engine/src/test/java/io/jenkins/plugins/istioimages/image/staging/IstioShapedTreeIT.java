package io.jenkins.plugins.istioimages.image.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.image.BuiltImage;
import io.jenkins.plugins.istioimages.image.ImageRequest;
import io.jenkins.plugins.istioimages.image.NativeImageBuilder;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck.WrongArchitectureException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tree of istio's shape, with programs that cross compilers made, through the native builder for four platforms; what is
 * in the images runs under qemu.
 */
@Timeout(300)
class IstioShapedTreeIT {
    private static final Instant TIME = Instant.parse("2026-08-22T00:00:00Z");
    private static final String HUB = "registry.example/istio/";
    private static final String BASES = "registry.example/release/";
    private static final Map<String, String> COMPILERS = new TreeMap<>(Map.of(
            "amd64", "x86_64-linux-gnu",
            "arm64", "aarch64-linux-gnu",
            "ppc64le", "powerpc64le-linux-gnu",
            "s390x", "s390x-linux-gnu"));
    private static final Map<String, String> QEMU =
            Map.of("amd64", "x86_64", "arm64", "aarch64", "ppc64le", "ppc64le", "s390x", "s390x");

    /** The head of all product Dockerfiles: stages chosen by an argument. */
    private static final String STAGES = """
            ARG BASE_DISTRIBUTION=debug
            ARG BASE_VERSION=latest
            ARG ISTIO_BASE_REGISTRY=none.example
            FROM ${ISTIO_BASE_REGISTRY}/base:${BASE_VERSION} AS debug
            FROM ${ISTIO_BASE_REGISTRY}/minimal:${BASE_VERSION} as distroless
            FROM ${BASE_DISTRIBUTION:-debug}
            """;

    @TempDir
    private Path directory;

    private OciLayout layout;
    private NativeImageBuilder builder;
    private Path tree;

    @BeforeEach
    void lay() throws Exception {
        layout = OciLayout.create(directory.resolve("layout"));
        builder = new NativeImageBuilder(
                layout,
                new BaseImages(List.of(layout)),
                Compressors.jdkGzip(),
                directory.resolve("spool"),
                TransferListener.NONE);
        tree = directory.resolve("tree");
        file("tools/docker.yaml", """
                images:
                - name: proxyv2
                  dockerfile: pilot/docker/Dockerfile.proxyv2
                  files:
                  - tools/packaging/common/bootstrap.json
                  - ${TARGET_OUT_LINUX}/${RELEASE_MODE}/${SIDECAR}
                  targets:
                  - ${TARGET_OUT_LINUX}/pilot-agent
                - name: pilot
                  dockerfile: pilot/docker/Dockerfile.pilot
                  targets:
                  - ${TARGET_OUT_LINUX}/pilot-discovery
                - name: istioctl
                  dockerfile: istioctl/docker/Dockerfile.istioctl
                  targets:
                  - ${TARGET_OUT_LINUX}/istioctl
                - name: install-cni
                  dockerfile: cni/deployments/kubernetes/Dockerfile.install-cni
                  targets:
                  - ${TARGET_OUT_LINUX}/istio-cni
                  - ${TARGET_OUT_LINUX}/install-cni
                """);
        file("pilot/docker/Dockerfile.proxyv2", STAGES + """
                WORKDIR /
                ARG proxy_version
                ARG SIDECAR=envoy
                COPY bootstrap.json /var/lib/istio/envoy/bootstrap_tmpl.json
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/${SIDECAR} /usr/local/bin/${SIDECAR}
                ENV PROXY_SHA=$proxy_version
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/pilot-agent /usr/local/bin/pilot-agent
                ENTRYPOINT ["/usr/local/bin/pilot-agent"]
                """);
        file("pilot/docker/Dockerfile.pilot", STAGES + """
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/pilot-discovery /usr/local/bin/pilot-discovery
                USER 1337:1337
                ENTRYPOINT ["/usr/local/bin/pilot-discovery"]
                """);
        file("istioctl/docker/Dockerfile.istioctl", STAGES + """
                USER 1000:1000
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/istioctl /usr/local/bin/istioctl
                ENTRYPOINT ["/usr/local/bin/istioctl"]
                """);
        file("cni/deployments/kubernetes/Dockerfile.install-cni", STAGES + """
                LABEL description="Installs the plugin."
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/istio-cni /opt/cni/bin/istio-cni
                COPY ${TARGETARCH:-amd64}/install-cni /usr/local/bin/install-cni
                ENV PATH=/usr/local/bin:/usr/bin:/bin:/opt/cni/bin
                WORKDIR /opt/cni/bin
                CMD ["/usr/local/bin/install-cni"]
                """);
        file("tools/packaging/common/bootstrap.json", "{}");
        file("Makefile.core.mk", "BASE_VERSION ?= 1.0\nISTIO_BASE_REGISTRY ?= registry.example/release\n");
        file("istio.deps", "[{\"name\": \"PROXY_REPO_SHA\", \"lastStableSHA\": \"cafe\"}]");
        base("base");
        base("minimal");
    }

    @AfterEach
    void close() {
        builder.close();
        layout.close();
    }

    @Test
    void fourPlatformsTwoVariantsFourImages() throws Exception {
        for (String architecture : COMPILERS.keySet()) {
            compile(architecture);
            Platform platform = new Platform("linux", architecture, "");
            TreePlan plan = images().plan(platform, List.of("default", "debug", "distroless"), List.of());
            assertThat(plan.images()).hasSize(8);
            assertThat(plan.skipped()).isEmpty();
            assertThat(plan.makeTargets()).hasSize(6).startsWith("init");
            for (TreeImage image : plan.images()) {
                Repository repository = Repository.parse(HUB + image.name());
                BuiltImage built = builder.build(image.request(repository, TIME));
                assertThat(built.platform()).isEqualTo(platform);
                ImageConfig config = config(repository, built);
                String variant = image.variant().equals("debug") ? "base" : "minimal";
                assertThat(config.env()).contains("FROM_BASE=" + variant);
                check(image, repository, built, config, architecture);
            }
        }
    }

    @Test
    void aBinaryOfAnotherMachineIsRefused() throws Exception {
        compile("s390x");
        Files.createDirectories(tree.resolve("out/linux_ppc64le/release"));
        for (String name : List.of("pilot-discovery", "release/envoy", "pilot-agent")) {
            Files.copy(tree.resolve("out/linux_s390x/" + name), tree.resolve("out/linux_ppc64le/" + name));
        }
        TreeImage pilot = images().plan(new Platform("linux", "ppc64le", ""), List.of("debug"), List.of("pilot"))
                .images()
                .get(0);
        assertThatThrownBy(() -> pilot.request(Repository.parse(HUB + "pilot"), TIME))
                .isInstanceOf(WrongArchitectureException.class)
                .hasMessageContaining("linux_ppc64le/pilot-discovery is an ELF file for s390x")
                .hasMessageContaining("linux/ppc64le");
    }

    private void check(
            TreeImage image, Repository repository, BuiltImage built, ImageConfig config, String architecture)
            throws Exception {
        switch (image.name()) {
            case "proxyv2" -> {
                assertThat(config.env()).contains("PROXY_SHA=cafe");
                assertThat(run(repository, built, "usr/local/bin/pilot-agent", architecture))
                        .isEqualTo("pilot-agent of " + architecture);
                assertThat(run(repository, built, "usr/local/bin/envoy", architecture))
                        .isEqualTo("envoy of " + architecture);
            }
            case "install-cni" -> {
                assertThat(config.cmd()).containsExactly("/usr/local/bin/install-cni");
                assertThat(run(repository, built, "opt/cni/bin/istio-cni", architecture))
                        .isEqualTo("istio-cni of " + architecture);
            }
            default -> assertThat(config.entrypoint()).hasSize(1);
        }
    }

    /** Takes a program out of an image and runs it. */
    private String run(Repository repository, BuiltImage image, String path, String architecture) throws IOException {
        Path program = Files.createTempFile(directory, "program", "");
        for (Descriptor layer : image.layers()) {
            try (InputStream blob = new BufferedInputStream(layout.openBlob(repository, layer));
                    TarArchiveInputStream tar = new TarArchiveInputStream(Decompressor.open(blob), "UTF-8")) {
                for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                    if (e.getName().equals(path)) {
                        Files.write(program, tar.readAllBytes());
                    }
                }
            }
        }
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return Tool.run(List.of("qemu-" + QEMU.get(architecture) + "-static", program.toString()), "qemu-user-static")
                .strip();
    }

    private void compile(String architecture) throws Exception {
        String out = "out/linux_" + architecture + "/";
        for (String name :
                List.of("release/envoy", "pilot-agent", "pilot-discovery", "istioctl", "istio-cni", "install-cni")) {
            String title = name.substring(name.indexOf('/') + 1);
            file(
                    "main.c",
                    "#include <unistd.h>\nint main(void) { static const char t[] = \"" + title + " of " + architecture
                            + "\\n\"; return write(1, t, sizeof t - 1) < 0; }\n");
            file(out + name, "");
            String compiler = COMPILERS.get(architecture) + "-gcc";
            Tool.run(
                    List.of(
                            compiler,
                            "-static",
                            "-o",
                            tree.resolve(out + name).toString(),
                            tree.resolve("main.c").toString()),
                    "gcc-" + COMPILERS.get(architecture).replace('_', '-'));
        }
    }

    private void base(String name) throws Exception {
        Path context = Files.createDirectories(directory.resolve("base-" + name + "/etc"));
        Files.writeString(context.resolve("name"), name);
        Path dockerfile = Files.writeString(
                context.resolveSibling("Dockerfile"), "FROM scratch\nCOPY etc /etc/\nENV FROM_BASE=" + name + "\n");
        Repository repository = Repository.parse(BASES + name);
        List<Descriptor> children = new ArrayList<>();
        for (String architecture : COMPILERS.keySet()) {
            Platform platform = new Platform("linux", architecture, "");
            BuiltImage image = builder.build(new ImageRequest(
                    dockerfile, BuildContext.directory(context.getParent()), platform, Map.of(), repository, TIME));
            children.add(image.manifest().withPlatform(platform));
        }
        ManifestContent index = ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
        layout.pushManifest(repository, index);
        layout.tag(repository.tag("1.0"), index);
    }

    private ImageConfig config(Repository repository, BuiltImage image) throws IOException {
        try (InputStream in = layout.openBlob(repository, image.config())) {
            return ImageConfig.parse(in.readAllBytes(), "config");
        }
    }

    private SourceTreeImages images() {
        return new SourceTreeImages(tree, Map.of("VERSION", "1.99.0"));
    }

    private void file(String name, String content) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
