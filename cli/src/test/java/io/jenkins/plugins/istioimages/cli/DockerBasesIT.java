package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.builder.Binfmt;
import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.source.OwnBaseTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base images of a release's own whose Dockerfile runs something, by a real Docker Engine: what istio's runs, with apt of a
 * real Debian on the machine's own processor, and under an emulator. Components stand on them natively.
 */
@Timeout(240)
class DockerBasesIT {
    private static final String PILOT = "%s/own/pilot:1.14.5";

    /** The lines of istio's Dockerfile.base (release-1.14), with another package and base. */
    private static final String DOCKERFILE = """
            ARG TARGETARCH
            FROM localhost/debian-${TARGETARCH}:1
            ENV DEBIAN_FRONTEND=noninteractive
            # hadolint ignore=DL3005,DL3008
            RUN apt-get update && \\
              apt-get install --no-install-recommends -y \\
              mini-certificates \\
              && apt-get upgrade -y \\
              && apt-get clean \\
              && rm -rf  /var/log/*log /var/lib/apt/lists/* /var/log/apt/* /var/lib/dpkg/*-old /var/cache/debconf/*-old
            # Sudoers used to allow tcpdump and other debug utilities.
            RUN useradd -m --uid 1337 istio-proxy && \\
              mkdir -p /etc/sudoers.d && \\
              echo "istio-proxy ALL=NOPASSWD: ALL" >> /etc/sudoers.d/istio-proxy
            """;

    /** The shell of RUN instructions where this machine has no Debian: writes down what it was told, and where. */
    private static final String SHELL = """
            #include <stdio.h>
            #include <sys/utsname.h>
            int main(int argc, char **argv) {
                struct utsname machine;
                uname(&machine);
                FILE *told = fopen("/told", "a");
                return !told || fprintf(told, "%s: %s\\n", machine.machine, argv[argc - 1]) < 0 || fclose(told);
            }
            """;

    @TempDir
    private static Path dir;

    private static Binfmt emulators;
    private static DockerEngine engine;
    private static DockerRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        emulators = new Binfmt("aarch64");
        engine = DockerEngine.start();
        registry = DockerRegistry.start();
        Path examples = dir.resolve("examples");
        Tool.run(List.of("cp", "-r", Path.of("../examples").toRealPath().toString(), examples.toString()), "coreutils");
        Path tree = examples.resolve("mini-istio");
        OwnBaseTree.shape(tree);
        Files.writeString(tree.resolve("docker/Dockerfile.base"), DOCKERFILE);
        Path docker = tree.resolve("tools/docker");
        Files.writeString(
                docker, Files.readString(docker).replace(" build --quiet ", " build --network host --quiet "));
        Map<String, Path> repositories = new DemoRepositories(examples).create(dir.resolve("demo"));
        Path git = Files.createDirectories(dir.resolve("git"));
        for (String name : List.of("istio", "proxy")) {
            Files.createSymbolicLink(git.resolve(name), repositories.get(name));
        }
        Tool.run(
                List.of("git", "-C", git.resolve("istio").toString(), "tag", "1.14.5", DemoRepositories.BRANCH), "git");
    }

    @AfterAll
    static void end() {
        registry.close();
        engine.close();
        emulators.close();
    }

    @Test
    void whatIstiosDockerfileRunsIsInTheBaseImageOfEachPlatformAndComponentsStandOnIt() throws Exception {
        bareShell();
        try (DebianRoot root = DebianRoot.create(Files.createDirectories(dir.resolve("debian")), List.of("apt"));
                Repository packages = Repository.of("mini-certificates")) {
            root.run("mkdir", "-p", "/var/log/apt", "/var/lib/apt/lists/partial", "/var/cache/apt/archives/partial");
            root.run("rm", "-rf", "/usr/share/man", "/usr/share/zoneinfo", "/usr/lib/x86_64-linux-gnu/gconv");
            Files.writeString(root.path("etc/apt/sources.list"), "deb [trusted=yes] " + packages.url() + " ./\n");
            Path archive = dir.resolve("debian.tar");
            Tool.run(List.of("tar", "--directory", root.path("").toString(), "-cf", archive.toString(), "."), "tar");
            engine.docker("import", archive.toString(), "localhost/debian-amd64:1");
            assertThat(build())
                    .contains("[base-linux-amd64] runs", "[base-linux-arm64] runs")
                    .contains("[istio-linux-amd64] pushed pilot", "[istio-linux-arm64] pushed pilot");
        }
        assertThat(run("amd64", "version")).contains("1.14.5");
        assertThat(run("arm64", "version")).contains("1.14.5");
        assertThat(run("amd64", "--entrypoint", "sh", "-c", "dpkg -s mini-certificates; id istio-proxy"))
                .contains("Status: install ok installed", "uid=1337(istio-proxy)");
        assertThat(told())
                .startsWith("aarch64: apt-get update && ")
                .contains("\naarch64: useradd -m --uid 1337 istio-proxy");
    }

    /** The image for arm64, whose RUN instructions the emulator runs. */
    private static void bareShell() throws IOException {
        Path root = Files.createDirectories(dir.resolve("bare/bin")).getParent();
        Path source = Files.writeString(dir.resolve("sh.c"), SHELL);
        Tool.run(
                List.of(
                        "aarch64-linux-gnu-gcc",
                        "-static",
                        "-s",
                        "-o",
                        root.resolve("bin/sh").toString(),
                        source.toString()),
                "gcc-aarch64-linux-gnu");
        Files.writeString(root.resolve("Dockerfile"), "FROM scratch\nCOPY bin /bin\n");
        Map<String, String> environment = engine.environment();
        Tool.run(
                List.of(
                        "env",
                        "DOCKER_BUILDKIT=1",
                        "DOCKER_HOST=" + environment.get("DOCKER_HOST"),
                        "/usr/bin/docker",
                        "build",
                        "--quiet",
                        "--platform=linux/arm64",
                        "--tag=localhost/debian-arm64:1",
                        root.toString()),
                "docker.io");
    }

    /** Runs pilot as it is in the registry. */
    private static String run(String architecture, String... arguments) {
        List<String> words = List.of(arguments);
        boolean other = words.get(0).equals("--entrypoint");
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--platform", "linux/" + architecture));
        command.addAll(other ? words.subList(0, 2) : List.of());
        command.add(PILOT.formatted(registry.host()));
        command.addAll(other ? words.subList(2, words.size()) : words);
        return engine.docker(command.toArray(String[]::new));
    }

    /** What the RUN instructions of arm64 wrote, as pilot has it. */
    private static String told() {
        String container = engine.docker("create", "--platform", "linux/arm64", PILOT.formatted(registry.host()), "x");
        Path copied = dir.resolve("told");
        engine.docker("cp", container + ":/told", copied.toString());
        return read(copied);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String build() throws Exception {
        Path version = Files.writeString(dir.resolve("Dockerfile.version"), "FROM istio/proxyv2:1.14.5\n");
        List<String> arguments = List.of(
                "build",
                "-m",
                version.toString(),
                "--repositories",
                dir.resolve("git").toString(),
                "--own-bases",
                "--base-image-builder",
                "docker",
                "--image",
                "pilot",
                "--variant",
                "default",
                "--outputs",
                "docker",
                "--allow-unsupported",
                "--staging",
                registry.host() + "/own",
                "--cache",
                dir.resolve("cache").toString(),
                "-o",
                dir.resolve("release").toString());
        Map<String, String> environment = engine.environment();
        // BuildKit of Debian's program is in the engine; newer ones need buildx for it.
        environment.put("CONTAINER_CLI", "/usr/bin/docker");
        Path log = dir.resolve("log");
        Process process = CliProcess.start(dir, log, List.of(), environment, arguments);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).as(read(log)).isTrue();
        assertThat(process.exitValue()).as(read(log)).isZero();
        return read(log);
    }

    /** A repository of Debian packages with one in it, over HTTP. */
    private record Repository(HttpServer server) implements AutoCloseable {
        static Repository of(String name) throws IOException {
            Path tree = Files.createDirectories(dir.resolve(name));
            Files.writeString(Files.createDirectories(tree.resolve("etc")).resolve(name), "trusted\n");
            String control = "Package: " + name + "\nVersion: 1\nArchitecture: all\nMaintainer: D <d@example.com>\n"
                    + "Description: some certificates\n";
            Files.writeString(Files.createDirectories(tree.resolve("DEBIAN")).resolve("control"), control);
            Path deb = dir.resolve(name + ".deb");
            Tool.run(List.of("dpkg-deb", "--root-owner-group", "--build", tree.toString(), deb.toString()), "dpkg");
            byte[] content = Files.readAllBytes(deb);
            byte[] index = (control + "Filename: ./" + name + ".deb\nSize: " + content.length + "\nSHA256: "
                            + Digest.sha256(content).hex() + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                byte[] answer = path.endsWith("/Packages") ? index : path.endsWith(".deb") ? content : null;
                if (answer == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
                exchange.close();
            });
            server.start();
            return new Repository(server);
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
