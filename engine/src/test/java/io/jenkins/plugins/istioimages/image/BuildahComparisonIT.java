package io.jenkins.plugins.istioimages.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same Dockerfile through Debian's buildah: the same files with the same owners and modes, the same configuration. */
@Timeout(300)
class BuildahComparisonIT {
    private static final String BASE = """
            FROM scratch
            COPY rootfs /
            ENV PATH=/usr/bin:/bin LANG=C
            LABEL from=base
            CMD ["base"]
            ENTRYPOINT ["base-entry"]
            """;

    private static final String IMAGE = """
            # syntax=docker/dockerfile:1
            ARG BASE_DISTRIBUTION=debug
            ARG BASE_VERSION=latest
            FROM localhost/base:${BASE_VERSION} AS debug
            FROM scratch AS distroless
            FROM scratch AS tools
            COPY d /out/
            FROM ${BASE_DISTRIBUTION:-debug}
            ARG TARGETARCH
            ARG proxy_version
            ARG SIDECAR=envoy
            LABEL description="Two words" version=$proxy_version
            COPY ${TARGETARCH:-none}/${SIDECAR} /usr/local/bin/${SIDECAR}
            COPY --chown=1337:1338 d /var/lib/istio/
            COPY --chown=proxy:staff f /home/proxy/
            COPY --from=tools /out/sub /opt/tools/
            COPY f /bin/through-link
            COPY f d/a /two/
            COPY d/* /wild/
            ENV ISTIO_META_ISTIO_PROXY_SHA $proxy_version
            ENV A=1 B="x y" C=${NOPE:-deflt} D=\\$literal
            USER 1337:1337
            WORKDIR /opt/cni
            WORKDIR bin
            EXPOSE 15090/tcp 53/udp
            VOLUME /data
            STOPSIGNAL SIGTERM
            ENTRYPOINT ["/usr/local/bin/envoy", "$HOME"]
            CMD run $A
            """;

    @Test
    void filesAndConfigurationAreTheSame(@TempDir Path directory) throws Exception {
        ImageFixture fixture = new ImageFixture(directory);
        fixture.file("rootfs/etc/passwd", "root:x:0:0::/:\nproxy:x:1337:1337::/:\n")
                .file("rootfs/etc/group", "root:x:0:\nstaff:x:50:\n")
                .file("rootfs/usr/bin/tool", "tool", "rwxr-xr-x")
                .file("rootfs/home/proxy/.profile", "p")
                .file("d/a", "a", "rwxr-xr-x")
                .file("d/sub/b", "b")
                .file("f", "f")
                .file("amd64/envoy", "#!/bin/sh", "rwxr-xr-x");
        Files.createSymbolicLink(fixture.context().resolve("rootfs/bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(fixture.context().resolve("d/link"), Path.of("a"));

        fixture.base("localhost/base", Platform.LINUX_AMD64, BASE);
        BuiltImage ours = fixture.build(IMAGE, "proxy_version=abc123");
        FlatImage mine = new FlatImage(
                fixture.store(), ImageFixture.REPOSITORY, ours.manifest().digest());

        buildah(directory, List.of("bud", "--isolation", "chroot", "-q", "-t", "localhost/base:latest"), BASE, fixture);
        buildah(
                directory,
                List.of(
                        "bud",
                        "--isolation",
                        "chroot",
                        "-q",
                        "--build-arg",
                        "proxy_version=abc123",
                        "-t",
                        "localhost/x"),
                IMAGE,
                fixture);
        Path out = directory.resolve("theirs");
        run(directory, List.of("push", "-q", "localhost/x", "oci:" + out + ":localhost/x:latest"));
        try (OciLayout layout = OciLayout.open(out)) {
            Reference reference = Reference.parse("localhost/x:latest");
            Repository repository = reference.repository();
            FlatImage theirs = new FlatImage(
                    layout, repository, layout.resolve(reference).orElseThrow().digest());
            assertThat(mine.files()).isEqualTo(theirs.files());
            ObjectNode labels = (ObjectNode) theirs.config().path("Labels");
            labels.remove("io.buildah.version");
            assertThat(mine.config()).isEqualTo(theirs.config());
        }
        fixture.close();
    }

    private static void buildah(Path directory, List<String> command, String dockerfile, ImageFixture fixture)
            throws Exception {
        Path file = Files.writeString(directory.resolve("Dockerfile.buildah"), dockerfile);
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("-f", file.toString(), fixture.context().toString()));
        run(directory, all);
    }

    private static void run(Path directory, List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "buildah",
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("runroot").toString(),
                "--storage-driver",
                "vfs"));
        all.addAll(command);
        Tool.run(all, "buildah");
    }
}
