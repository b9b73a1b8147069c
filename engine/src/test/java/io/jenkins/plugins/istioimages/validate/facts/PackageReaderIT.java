package io.jenkins.plugins.istioimages.validate.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.catalog.contents.SystemPackage;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages as dpkg-deb and rpmbuild (Debian packages dpkg, rpm) make them. */
class PackageReaderIT {
    private static final String AGENT = "usr/local/bin/pilot-agent";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-Zgzip", "-Zxz", "-Zzstd", "-Znone"})
    void aPackageOfDpkgIsRead(String compression) throws Exception {
        Path root = directory.resolve("root");
        program(root);
        Files.createDirectories(root.resolve("DEBIAN"));
        Files.writeString(root.resolve("DEBIAN/control"), """
                Package: istio-sidecar
                Version: 1.27.3
                Architecture: arm64
                Maintainer: a <a@example.com>
                Description: one
                 Version: of two lines
                """);
        Path file = Files.createDirectories(directory.resolve("deb")).resolve("x.deb");
        run("dpkg-deb", "--root-owner-group", compression, "--build", root.toString(), file.toString());
        PackageArchive read = PackageReader.read(directory, "deb/x.deb", Marks.of("1.27.3"));
        assertThat(read.damage()).isEmpty();
        check(read, "arm64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w9.gzdio", "w6.xzdio", "w19.zstdio"})
    void aPackageOfRpmbuildIsRead(String payload) throws Exception {
        Path root = directory.resolve("root");
        program(root);
        Path spec = Files.writeString(
                directory.resolve("x.spec"),
                String.join(
                        "\n",
                        List.of(
                                "Name: istio-sidecar",
                                "Version: 1.27.3",
                                "Release: 1",
                                "Summary: one",
                                "License: Apache-2.0",
                                "AutoReqProv: no",
                                "%description",
                                "one",
                                "%install",
                                "cp -a " + root + "/. %{buildroot}/",
                                "%files",
                                "/usr/local/bin/*",
                                "")));
        run(
                "rpmbuild",
                "--quiet",
                "-bb",
                "--target",
                "aarch64-linux",
                "--define",
                "_topdir " + directory.resolve("top"),
                "--define",
                "_rpmdir " + directory.resolve("rpms"),
                "--define",
                "_binary_payload " + payload,
                "--define",
                "__os_install_post %{nil}",
                "--define",
                "debug_package %{nil}",
                "--define",
                "_build_id_links none",
                spec.toString());
        Path made;
        try (Stream<Path> all = Files.walk(directory.resolve("rpms"))) {
            made = all.filter(path -> path.toString().endsWith(".rpm"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.createDirectories(directory.resolve("rpm"));
        Files.move(made, directory.resolve("rpm/x.rpm"));
        PackageArchive read = PackageReader.read(directory, "rpm/x.rpm", Marks.of("1.27.3"));
        assertThat(read.damage()).isEmpty();
        check(read, "aarch64");
    }

    @Test
    void everyCutOfAPackageIsDamage() throws Exception {
        Path root = directory.resolve("root");
        program(root);
        Files.createDirectories(root.resolve("DEBIAN"));
        Files.writeString(
                root.resolve("DEBIAN/control"),
                "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: a <a@example.com>\nDescription: one\n");
        Path file = directory.resolve("x.deb");
        run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root.toString(), file.toString());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 150) {
            Files.write(directory.resolve("cut.deb"), java.util.Arrays.copyOf(whole, length));
            assertThat(PackageReader.read(directory, "cut.deb", Marks.of("1")).damage())
                    .as("%d of %d", length, whole.length)
                    .isPresent();
        }
    }

    private static void check(PackageArchive read, String architecture) {
        SystemPackage content = read.content().orElseThrow();
        assertThat(content.name()).isEqualTo("istio-sidecar");
        assertThat(content.version()).isEqualTo("1.27.3");
        assertThat(content.architecture()).isEqualTo(architecture);
        assertThat(content.programs()).containsOnlyKeys(AGENT);
        assertThat(content.programs().get(AGENT).architecture().architecture()).contains("arm64");
        assertThat(content.programs().get(AGENT).hasVersion()).isTrue();
    }

    private static void program(Path root) throws IOException {
        Path file = root.resolve(AGENT);
        Files.createDirectories(file.getParent());
        Files.write(file, FixturePrograms.program("linux", "arm64", "1.27.3"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("install the Debian package of " + words[0] + ": dpkg or rpm", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
