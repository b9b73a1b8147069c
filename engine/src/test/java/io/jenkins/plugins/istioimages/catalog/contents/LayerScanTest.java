package io.jenkins.plugins.istioimages.catalog.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerScanTest {
    private static final String DPKG = """
            Package: libc6
            Status: install ok installed
            Architecture: amd64
            Version: 2.36-9

            Package: gone
            Status: deinstall ok config-files
            Version: 1

            """;

    @Test
    void packagesOfDpkgAreThoseThatAreInstalled() throws IOException {
        LayerContents layer = scan(new TestArchive().file("./var/lib/dpkg/status", DPKG));
        assertThat(layer.packages().get("var/lib/dpkg/status"))
                .containsExactly(new InstalledPackage("deb", "libc6", "2.36-9", "amd64"));
    }

    @Test
    void distrolessImagesHaveAFileForEachPackage() throws IOException {
        LayerContents layer = scan(new TestArchive()
                .file("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\nArchitecture: arm64")
                .file("var/lib/dpkg/status.d/base.md5sums", "Package: no\n")
                .file("etc/os-release", "NAME=\"Distroless\"\nID=\"debian\"\n"));
        assertThat(layer.packages())
                .containsOnlyKeys("var/lib/dpkg/status.d/base")
                .containsValue(List.of(new InstalledPackage("deb", "base-files", "12.4", "arm64")));
        assertThat(layer.distribution()).contains("debian");
    }

    @Test
    void packagesOfApkAreRead() throws IOException {
        LayerContents layer = scan(new TestArchive()
                .file("lib/apk/db/installed", "C:Q1x\nP:musl\nV:1.2.4-r2\nA:x86_64\n\nP:zlib\nV:1\n\n"));
        assertThat(layer.packages().get("lib/apk/db/installed"))
                .containsExactly(
                        new InstalledPackage("apk", "musl", "1.2.4-r2", "x86_64"),
                        new InstalledPackage("apk", "zlib", "1", ""));
    }

    @Test
    void programsHaveTheirMachineVersionAndGosWords() throws IOException {
        LayerContents layer = scan(new TestArchive()
                .file("/usr/local/bin/pilot-agent", FixtureGo.program("arm64", "go1.24.3", "1.27.3"))
                .file("etc/passwd", "root"));
        ProgramFile program = layer.programs().get("usr/local/bin/pilot-agent");
        assertThat(layer.programs()).hasSize(1);
        assertThat(program.architecture().architecture()).contains("arm64");
        assertThat(program.hasVersion()).isTrue();
        assertThat(program.build().orElseThrow().goVersion()).isEqualTo("go1.24.3");
    }

    @Test
    void whatUpperLayersTakeAwayIsNotSeen() throws IOException {
        byte[] program = FixturePrograms.program("linux", "amd64", "1");
        LayerContents base = scan(new TestArchive()
                .file("bin/a", program)
                .file("lib/x/b", program)
                .file("lib/x.so", program)
                .file("opt/c", program)
                .file("var/lib/dpkg/status", DPKG));
        LayerContents upper = scan(new TestArchive()
                .file("bin/.wh.a", "")
                .file(".wh.lib/../lib/.wh.x", "")
                .file("lib/.wh.x", "")
                .file("opt/.wh..wh..opq", "")
                .file("opt/d", program)
                .file("var/lib/dpkg/.wh.status", ""));
        ImageContents image = ImageContents.of(List.of(base, upper));
        assertThat(image.programs()).containsOnlyKeys("lib/x.so", "opt/d");
        assertThat(image.packages()).isEmpty();
    }

    @Test
    void pathsNeverLeadAboveTheRoot() {
        assertThat(LayerScan.normalized("../../etc/./x")).isEqualTo("etc/x");
        assertThat(LayerScan.normalized("/a/../..//b/")).isEqualTo("b");
        assertThat(LayerScan.normalized("..")).isEmpty();
    }

    @Test
    void aLineWithoutEndIsCut() throws IOException {
        byte[] endless = new byte[4 << 20];
        Arrays.fill(endless, (byte) 'x');
        LayerContents layer = scan(new TestArchive().file("var/lib/dpkg/status", endless));
        assertThat(layer.packages().get("var/lib/dpkg/status")).isEmpty();
    }

    @Test
    void whatIsNoTarIsAnError() {
        assertThatThrownBy(() -> LayerScan.of(
                        new ByteArrayInputStream("no tar".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        Marks.of("1")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void skippedBytesAreHashedToo() throws IOException {
        byte[] bytes = new TestArchive().file("a", new byte[100_000]).bytes();
        HashingInputStream in = new HashingInputStream(new ByteArrayInputStream(bytes));
        in.skipNBytes(50_000);
        assertThat(in.finish()).isEqualTo(io.jenkins.plugins.istioimages.oci.Digest.sha256(bytes));
    }

    private static LayerContents scan(TestArchive archive) throws IOException {
        return LayerScan.of(new ByteArrayInputStream(archive.bytes()), Marks.of("1.27.3"));
    }
}
