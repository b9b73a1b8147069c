package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.catalog.sbom.SpdxReader;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole release of mini-istio: what is in its out, that a second one is equal, and that others' programs read it. */
class ReleaseIT {
    private static final List<String> PLATFORMS =
            List.of("linux-amd64", "linux-arm64", "linux-armv7", "osx-amd64", "osx", "osx-arm64");

    @TempDir
    static Path directory;

    private static DemoProcess process;
    private static Path out;

    @BeforeAll
    static void buildOnce() throws Exception {
        process = DemoProcess.in(directory);
        MiniRepositories.create(directory);
        // Where the repositories lie on this machine, so that a lock elsewhere finds them.
        Path manifest = directory.resolve("release.yaml");
        Files.writeString(
                manifest,
                Files.readString(directory.resolve("examples/release.yaml"))
                        .replace("../target", directory.toRealPath() + "/target"));
        process.run(build("release.yaml", "one", "cache").toArray(String[]::new));
        out = directory.resolve("one/out");
        buildAgainUnderOtherCircumstances();
        Files.move(directory.resolve("target/demo/git"), directory.resolve("target/demo/gone"));
    }

    /** Another directory with a staging layout of its own, an empty cache, another umask, time zone, language and home. */
    private static void buildAgainUnderOtherCircumstances() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        process.runIn(
                List.of("sh", "-c", "umask 027; exec \"$0\" \"$@\""),
                Map.of("TZ", "Pacific/Auckland", "LC_ALL", "C", "HOME", home.toString()),
                build("release.yaml", "second/release", "second/cache").toArray(String[]::new));
    }

    @Test
    void outHasReleaseBuildersLayoutWithChecksumsBesideEveryFile() throws IOException {
        TreeSet<String> expected = new TreeSet<>();
        for (String image : List.of("install-cni", "istioctl", "pilot", "proxyv2", "ztunnel")) {
            for (String variant : List.of("", "-debug", "-distroless")) {
                expected.add("docker/" + image + variant + ".tar.gz");
                expected.add("docker/" + image + variant + "-arm64.tar.gz");
            }
        }
        for (String program : List.of("istio", "istioctl")) {
            PLATFORMS.forEach(platform -> expected.add(program + "-1.14.5-" + platform + ".tar.gz"));
            expected.add(program + "-1.14.5-win-amd64.zip");
            expected.add(program + "-1.14.5-win.zip");
        }
        List.of("base", "cni", "gateway", "istiod", "samples/ambient", "ztunnel")
                .forEach(chart -> expected.add("helm/" + chart + "-1.14.5.tgz"));
        expected.addAll(List.of("deb/istio-sidecar.deb", "deb/istio-sidecar-arm64.deb"));
        expected.addAll(List.of("rpm/istio-sidecar.rpm", "rpm/istio-sidecar-arm64.rpm"));
        expected.addAll(List.of("grafana/istio-mesh-dashboard.json", "grafana/pilot-dashboard.json"));
        List.of("client-go", "istio", "release-builder", "test-infra", "tools")
                .forEach(repository -> expected.add("licenses/" + repository + ".tar.gz"));
        expected.addAll(List.of("manifest.yaml", "sources.tar.gz"));
        expected.addAll(List.of("images.html", "images.yaml", "lock.yaml"));
        expected.addAll(List.of("istio-release.spdx.json", "istio-source.spdx.json"));
        new ArrayList<>(expected).forEach(file -> expected.add(file + ".sha256"));
        expected.add("SHA256SUMS");
        assertThat(files()).containsExactlyElementsOf(expected);
    }

    @Test
    void everyCheckOfValidatePasses() {
        CliRun run = CliRun.of("validate", "--release", out.toString());
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("1.14.5: 25 checks passed, 0 failed, 0 not applicable");
    }

    @Test
    void spdxsOwnLibraryTakesTheBillsOfMaterials() throws Exception {
        for (String bill : List.of("istio-release.spdx.json", "istio-source.spdx.json")) {
            assertThat(SpdxReader.problems(Files.readString(out.resolve(bill))))
                    .as(bill)
                    .isEmpty();
        }
    }

    @Test
    void everyChecksumHolds() {
        Tool.run(
                List.of("sh", "-c", "cd \"$0\" && sha256sum --check --quiet SHA256SUMS", out.toString()),
                "",
                "coreutils");
        Tool.run(
                List.of(
                        "sh",
                        "-c",
                        "cd \"$0\" && find . -name '*.sha256' | while read -r file; do"
                                + " (cd \"$(dirname \"$file\")\" && sed 's/ /  /' \"$(basename \"$file\")\""
                                + " | sha256sum --check --quiet) || exit 1; done",
                        out.toString()),
                "",
                "coreutils");
    }

    @Test
    void theManifestIsReleaseBuildersRecord() throws IOException {
        assertThat(out.resolve("manifest.yaml"))
                .content()
                .contains("architectures:\n- linux/amd64\n- linux/arm64\n")
                .contains("dashboards:\n  istio-mesh-dashboard: 7639\n")
                .containsPattern("api:\n    goversionenabled: true\n    sha: [0-9a-f]{40}\n")
                .containsPattern("istio:\n    sha: [0-9a-f]{40}\n")
                .contains("docker: registry.example/mini-istio\ndockerOutput: tar\n")
                .endsWith("version: 1.14.5\n")
                .doesNotContain("git:", "branch:", "directory:");
    }

    @Test
    void aSecondBuildThatSharesNothingHasTheSameBytes() throws IOException {
        assertThat(directory.resolve("second/release/layout/index.json")).isRegularFile();
        assertSameBytes(directory.resolve("second/release/out"));
    }

    /** Another directory, an empty cache, no repository and no network: all that there is, is what was released. */
    @Test
    void aBuildOfTheLockFromItsSourcesWithoutANetworkHasTheSameBytes() throws Exception {
        List<String> arguments =
                build("one/out/lock.yaml", "two", "other-cache", "--offline", "--sources", "one/out/sources.tar.gz");
        process.runIsolated(arguments.toArray(String[]::new));
        assertSameBytes(directory.resolve("two/out"));
    }

    @Test
    void withoutTheSourcesAnOfflineBuildNamesWhatIsMissing() {
        assertThatThrownBy(() -> process.runIsolated(build("one/out/lock.yaml", "three", "empty-cache", "--offline")
                        .toArray(String[]::new)))
                .hasMessageContaining("istio.git");
    }

    @Test
    void helmsOwnLibraryTakesAndRendersTheCharts() throws IOException {
        List<String> charts = files().stream()
                .filter(file -> file.endsWith(".tgz"))
                .map(ReleaseIT::file)
                .toList();
        assertThat(charts).hasSize(6);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                HelmReader.class.getName()));
        command.addAll(charts);
        assertThat(Tool.run(command, "", "a Java runtime"))
                .contains("name: istiod", "name: ambient", "kind: Deployment")
                .contains("version: 1.14.5\n", "# Source: istiod/templates/")
                .doesNotContain("[ERROR]");
    }

    @Test
    void dpkgAndRpmTellTheSidecarsVersionAndArchitecture() {
        assertThat(tool("dpkg-deb", "--field", file("deb/istio-sidecar-arm64.deb"), "Architecture", "Version"))
                .isEqualTo("Architecture: arm64\nVersion: 1.14.5\n");
        assertThat(tool("dpkg-deb", "--contents", file("deb/istio-sidecar.deb")))
                .contains("./usr/local/bin/envoy");
        assertThat(tool("rpm", "-qp", "--queryformat", "%{arch} %{version}", file("rpm/istio-sidecar.rpm")))
                .isEqualTo("x86_64 1.14.5");
        assertThat(tool("rpm", "-qpl", file("rpm/istio-sidecar-arm64.rpm"))).contains("/usr/local/bin/pilot-agent");
        assertThat(tool("sh", "-c", "rpm2cpio \"$0\" | busybox cpio -t", file("rpm/istio-sidecar.rpm")))
                .contains("usr/local/bin/envoy\n");
        assertThat(tool("rpm", "-K", "--nosignature", file("rpm/istio-sidecar-arm64.rpm")))
                .contains("digests OK");
    }

    @Test
    void dpkgInstallsTheSidecarInADebianRootAndRemovesIt() throws IOException {
        String architecture = tool("dpkg", "--print-architecture").strip();
        String deb = "deb/istio-sidecar" + (architecture.equals("amd64") ? "" : "-" + architecture) + ".deb";
        List<String> depends = List.of("iproute2", "iptables", "sudo", "hostname");
        try (DebianRoot debian = DebianRoot.create(directory.resolve("debian"), depends)) {
            assertThat(debian.run("dpkg", "--audit")).isEmpty();
            Files.copy(out.resolve(deb), debian.path("tmp/istio-sidecar.deb"));

            debian.run("dpkg", "--install", "/tmp/istio-sidecar.deb");
            assertThat(debian.run("dpkg-query", "--show", "--showformat", "${Status} ${Version}", "istio-sidecar"))
                    .isEqualTo("install ok installed 1.14.5");
            assertThat(debian.run("dpkg", "--audit")).isEmpty();
            assertThat(debian.run("dpkg", "--verify", "istio-sidecar")).isEmpty();
            assertThat(debian.run("getent", "passwd", "istio-proxy"))
                    .startsWith("istio-proxy:x:1337:1337:")
                    .endsWith("/usr/sbin/nologin\n");
            assertThat(debian.run("stat", "--format", "%U", "/var/lib/istio/envoy"))
                    .isEqualTo("istio-proxy\n");
            assertThat(debian.run("/usr/local/bin/pilot-agent", "version")).contains("1.14.5");

            debian.run("dpkg", "--purge", "istio-sidecar");
            assertThat(debian.path("usr/local/bin/pilot-agent")).doesNotExist();
        }
    }

    @Test
    void tarAndUnzipUnpackTheArchivesAndIstioctlRuns() throws IOException {
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        tool("tar", "-xzf", file("istio-1.14.5-linux-amd64.tar.gz"), "-C", unpacked.toString());
        assertThat(tool("sh", "-c", "file -b " + unpacked.resolve("istio-1.14.5/bin/istioctl")))
                .contains("x86-64");
        assertThat(unpacked.resolve("istio-1.14.5/manifest.yaml")).hasSameBinaryContentAs(out.resolve("manifest.yaml"));
        if (System.getProperty("os.arch").equals("amd64")) {
            assertThat(tool(unpacked.resolve("istio-1.14.5/bin/istioctl").toString(), "version", "--short"))
                    .isEqualTo("client version: 1.14.5\n");
        }
        tool("unzip", "-tqq", file("istio-1.14.5-win.zip"));
        tool("unzip", "-q", file("istioctl-1.14.5-win-amd64.zip"), "-d", unpacked.toString());
        assertThat(tool("file", "-b", unpacked.resolve("istioctl.exe").toString()))
                .contains("PE32+", "x86-64");
    }

    @Test
    void everyCompressedTarIsOneForTar() throws IOException {
        List<String> tars = files().stream()
                .filter(file -> file.endsWith(".tar.gz") || file.endsWith(".tgz"))
                .toList();
        assertThat(tars).hasSize(30 + 12 + 6 + 5 + 1);
        for (String tar : tars) {
            assertThat(tool("tar", "-tzf", file(tar))).as(tar).isNotEmpty();
        }
    }

    @Test
    void skopeoReadsTheImagesAndFindsThemForTheirPlatforms() throws IOException {
        for (String name : List.of("pilot", "pilot-distroless-arm64")) {
            // skopeo of Debian 12 reads no compressed docker-archive, of whoever made it.
            Path plain = directory.resolve(name + ".tar");
            Files.write(plain, gunzip(file("docker/" + name + ".tar.gz")));
            assertThat(tool("skopeo", "inspect", "docker-archive:" + plain))
                    .contains("\"Architecture\": \"" + (name.endsWith("arm64") ? "arm64" : "amd64") + "\"");
        }
    }

    private static List<String> build(String manifest, String release, String cache, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("build", "--allow-unsupported", "-m", manifest, "-o", release, "--cache", cache, "-q"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static byte[] gunzip(String file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(file)))) {
            return in.readAllBytes();
        }
    }

    private static String tool(String... command) {
        return Tool.run(List.of(command), "", command[0]);
    }

    private static String file(String path) {
        return out.resolve(path).toString();
    }

    private static List<String> files() throws IOException {
        return List.copyOf(digests(out).keySet());
    }

    private static void assertSameBytes(Path other) throws IOException {
        SortedMap<String, Digest> expected = digests(out);
        SortedMap<String, Digest> found = digests(other);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(expected.keySet())
                .as("files whose bytes differ")
                .filteredOn(file -> !found.get(file).equals(expected.get(file)))
                .isEmpty();
    }

    /** SHA-256 of every file by its path. */
    private static SortedMap<String, Digest> digests(Path release) throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        try (Stream<Path> all = Files.walk(release)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                digests.put(release.relativize(file).toString(), StageFiles.sha256(file));
            }
        }
        return digests;
    }
}
