package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commit that a manifest has for proxy is the one whose Envoy is in the image, whatever istio.deps says. */
class ProxyIT {
    private static final String ANOTHER = "89abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private DemoProcess process;
    private String previous;
    private String pinned;

    @BeforeEach
    void repositories() throws Exception {
        process = DemoProcess.in(directory);
        MiniRepositories.create(directory);
        previous = commit("1.14.4");
        pinned = commit("release-1.14");
        assertThat(previous).isNotEqualTo(pinned);
    }

    @Test
    void theManifestsCommitIsInTheImageAndInItsBinary() throws Exception {
        build("sha: " + previous, "");
        assertThat(configOf("proxyv2")).contains("ISTIO_META_ISTIO_PROXY_SHA=" + previous);
        assertThat(binary()).contains(previous).doesNotContain(pinned);
    }

    @Test
    void anEnvoyOfAProxyOverrideIsTakenIfItIsOfThatCommit() throws Exception {
        try (Downloads downloads = new Downloads(previous, envoy(previous))) {
            build("sha: " + previous, "proxyOverride: " + downloads.url());
            assertThat(downloads.asked).hasValue(1);
        }
        assertThat(binary()).contains("my own " + previous);
    }

    @Test
    void anEnvoyOfAnotherCommitUnderTheRightNameEndsTheBuild() throws Exception {
        try (Downloads downloads = new Downloads(previous, envoy(ANOTHER))) {
            assertThatThrownBy(() -> build("sha: " + previous, "proxyOverride: " + downloads.url()))
                    .hasMessageContaining("release/envoy does not say that it is of " + previous);
        }
    }

    private void build(String proxy, String more) throws Exception {
        Path manifest = directory.resolve("examples/proxy.yaml");
        Files.writeString(manifest, """
                version: 1.14.5
                docker: registry.example/mini-istio
                architectures: [linux/amd64]
                outputs: [docker]
                dependencies:
                  istio:
                    git: ../target/demo/git/istio.git
                    branch: release-1.14
                  proxy:
                    git: ../target/demo/git/proxy.git
                    %s
                %s
                """.formatted(proxy, more));
        process.run(
                "build",
                "--allow-unsupported",
                "-m",
                "examples/proxy.yaml",
                "-o",
                "release",
                "--cache",
                "cache",
                "--image",
                "proxyv2",
                "--variant",
                "distroless",
                "-q");
    }

    private String configOf(String image) throws IOException {
        Path tar = directory.resolve("release/out/docker/" + image + ".tar.gz");
        return Tool.run(List.of("sh", "-c", "tar -xzOf \"$0\" --wildcards '*.json'", tar.toString()), "", "tar");
    }

    /** Printable texts of the Envoy in the stage's directory, which is what the image got. */
    private String binary() throws IOException {
        byte[] bytes = Files.readAllBytes(
                directory.resolve("release/work/istio-linux-amd64/src/istio.io/istio/out/linux_amd64/release/envoy"));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String commit(String name) {
        return Tool.run(
                        List.of("git", "-C", directory + "/target/demo/git/proxy.git", "rev-parse", name + "^{commit}"),
                        "",
                        "git")
                .strip();
    }

    private byte[] envoy(String commit) throws Exception {
        Path source = directory.resolve("envoy.c");
        Path program = directory.resolve("envoy");
        Files.writeString(
                source, "#include <stdio.h>\nint main(void) { puts(\"my own " + commit + "\"); return 0; }\n");
        Tool.run(List.of("x86_64-linux-gnu-gcc", "-static", "-o", program.toString(), source.toString()), "", "gcc");
        return Files.readAllBytes(program);
    }

    /** Where Envoys are downloaded. */
    private static final class Downloads implements AutoCloseable {
        private final HttpServer server;
        private final AtomicInteger asked = new AtomicInteger();

        Downloads(String commit, byte[] envoy) throws IOException {
            byte[] archive = archive(envoy);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/proxy/envoy-alpha-" + commit + ".tar.gz", exchange -> {
                asked.incrementAndGet();
                exchange.sendResponseHeaders(200, archive.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(archive);
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/proxy";
        }

        private static byte[] archive(byte[] envoy) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
                TarArchiveEntry entry = new TarArchiveEntry("usr/local/bin/envoy");
                entry.setSize(envoy.length);
                entry.setMode(0755);
                tar.putArchiveEntry(entry);
                tar.write(envoy);
                tar.closeArchiveEntry();
            }
            return bytes.toByteArray();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
