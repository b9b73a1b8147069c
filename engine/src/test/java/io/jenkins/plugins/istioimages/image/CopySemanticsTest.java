package io.jenkins.plugins.istioimages.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What COPY and WORKDIR do, as BuildKit was seen to do it. */
class CopySemanticsTest {
    private ImageFixture fixture;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        fixture = new ImageFixture(directory);
        fixture.file("d/a", "a", "rwxr-xr-x").file("d/sub/b", "b").file("f", "f");
        Files.createSymbolicLink(fixture.context().resolve("d/link"), Path.of("a"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDirectoryIsItsContents() {
        assertThat(last("COPY d /x/y"))
                .containsExactly(
                        "0755 0:0 x/",
                        "0755 0:0 x/y/",
                        "0755 0:0 x/y/a a",
                        "0777 0:0 x/y/link -> a",
                        "0755 0:0 x/y/sub/",
                        "0644 0:0 x/y/sub/b b");
        assertThat(last("COPY . /"))
                .containsExactly(
                        "0755 0:0 d/",
                        "0755 0:0 d/a a",
                        "0777 0:0 d/link -> a",
                        "0755 0:0 d/sub/",
                        "0644 0:0 d/sub/b b",
                        "0644 0:0 f f");
    }

    @Test
    void aLinkThatIsNamedItselfIsFollowed() {
        assertThat(last("COPY d/link /l")).containsExactly("0755 0:0 l a");
        assertThat(last("COPY d/* /w/"))
                .containsExactly("0755 0:0 w/", "0755 0:0 w/a a", "0644 0:0 w/b b", "0755 0:0 w/link a");
    }

    @Test
    void aFileGoesIntoADirectoryThatIsThere() {
        assertThat(last("COPY f /x/\nCOPY d/a /x")).containsExactly("0755 0:0 x/", "0755 0:0 x/a a");
        assertThat(last("WORKDIR /w\nCOPY f .")).containsExactly("0755 0:0 w/", "0644 0:0 w/f f");
        assertThat(last("WORKDIR /w\nWORKDIR v\nCOPY f ./g"))
                .containsExactly("0755 0:0 w/", "0755 0:0 w/v/", "0644 0:0 w/v/g f");
    }

    @Test
    void ownersAreForWhatIsMadeAndModesForWhatIsCopied() {
        assertThat(last("COPY --chown=7:8 --chmod=600 d/sub /new/deep/"))
                .containsExactly("0755 7:8 new/", "0755 7:8 new/deep/", "0600 7:8 new/deep/b b");
        assertThat(last("COPY f /x/\nCOPY --chown=9 f /x/g")).containsExactly("0755 0:0 x/", "0644 9:9 x/g f");
    }

    @Test
    void namesOfOwnersAreLookedUpInTheImage() {
        fixture.file("etc/passwd", "root:x:0:0::/:\nproxy:x:1337:1338::/:\n").file("etc/group", "staff:x:50:\n");
        String head = "COPY etc /etc/\n";
        assertThat(last(head + "COPY --chown=proxy f /x")).containsExactly("0644 1337:1338 x f");
        assertThat(last(head + "COPY --chown=proxy:staff f /x")).containsExactly("0644 1337:50 x f");
        assertThatThrownBy(() -> last(head + "COPY --chown=nobody f /x"))
                .hasMessageContaining("/etc/passwd has no user 'nobody'");
        assertThatThrownBy(() -> last("COPY --chown=proxy f /x")).hasMessageContaining("the image has no /etc/passwd");
    }

    @Test
    void aStageKeepsItsOwners() {
        assertThat(last("COPY --chown=7:8 d /c/\nFROM scratch\nCOPY --from=0 /c /x"))
                .contains("0755 0:0 x/", "0755 7:8 x/a a", "0755 7:8 x/sub/");
    }

    @Test
    void filesOfAnImageAreTakenOutOfItsLayers() {
        fixture.file("gone", "gone").file("over", "1");
        fixture.base(
                "registry.example/tools", Platform.LINUX_AMD64, "FROM scratch\nCOPY over gone /t/\nCOPY f /t/over\n");
        assertThat(last("COPY --from=registry.example/tools /t /x"))
                .containsExactly("0755 0:0 x/", "0644 0:0 x/gone gone", "0644 0:0 x/over f");
    }

    @Test
    void directoriesOfTheBaseKeepTheirOwnersAndLinksAreFollowed() throws Exception {
        Files.createDirectories(fixture.context().resolve("usr/bin"));
        Files.createSymbolicLink(fixture.context().resolve("bin"), Path.of("usr/bin"));
        fixture.file("home/x", "x");
        fixture.base(
                "registry.example/base",
                Platform.LINUX_AMD64,
                "FROM scratch\nCOPY . /\nCOPY --chown=5:5 home /var/app/\nCOPY --chown=5:5 --chmod=700 home /srv\n");
        BuiltImage image = fixture.build("FROM registry.example/base\nCOPY f /bin/tool\nCOPY f /srv/g\n");
        assertThat(fixture.layer(image.layers().get(image.layers().size() - 2)))
                .containsExactly("0755 0:0 usr/", "0755 0:0 usr/bin/", "0644 0:0 usr/bin/tool f");
        assertThat(fixture.lastLayer(image)).containsExactly("0755 5:5 srv/", "0644 0:0 srv/g f");
    }

    @Test
    void workdirsAreOwnedByTheUser() {
        assertThat(last("USER 12:34\nWORKDIR /w/x")).containsExactly("0755 12:34 w/", "0755 12:34 w/x/");
        assertThat(fixture.build("FROM scratch\nCOPY f /f\nWORKDIR /\n").layers())
                .hasSize(1);
        assertThat(fixture.build("FROM scratch\nCOPY f /w/f\nWORKDIR /w\n").layers())
                .hasSize(1);
    }

    @Test
    void theIgnoreFileKeepsFilesOut() throws Exception {
        fixture.file(".dockerignore", "d\n!d/sub\n");
        assertThat(last("COPY . /x/"))
                .contains("0644 0:0 x/d/sub/b b", "0644 0:0 x/f f")
                .doesNotContain("0755 0:0 x/d/a a");
        assertThatThrownBy(() -> last("COPY d/a /x")).hasMessageContaining("'d/a' is not in the build context");
        Files.writeString(fixture.root().resolve("Dockerfile.dockerignore"), "f\n");
        assertThat(last("COPY . /x/")).contains("0755 0:0 x/d/a a").doesNotContain("0644 0:0 x/f f");
        Files.writeString(fixture.root().resolve("Dockerfile.dockerignore"), "a\n[\n");
        assertThatThrownBy(() -> last("COPY . /x/"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Dockerfile.dockerignore:2:1");
    }

    @Test
    void excludedFilesAreLeftOut() {
        assertThat(last("COPY --exclude=sub --exclude=l* d /x/")).containsExactly("0755 0:0 x/", "0755 0:0 x/a a");
    }

    @Test
    void mistakesAreNamedWithTheirPlace() throws Exception {
        refused("COPY none /x", "'none' is not in the build context; there are d, f");
        refused("COPY *.none /x", "matches nothing");
        refused("COPY f d/a /x", "must be a directory and end with a slash");
        refused("COPY d/* /x", "must be a directory and end with a slash");
        refused("COPY --chmod=u+x f /x", "no octal mode");
        refused("COPY f /x\nCOPY f /x/y", "/x of the image is no directory");
        refused("COPY f /x/y\nCOPY f /z/x/\nCOPY d/a /w\nCOPY d /w", "/w of the image is no directory");
        refused("COPY f $UNSET", "empty destination");
        refused("ADD https://example.org/x /x", "ADD of 'https://example.org/x' is not supported");
        Files.createSymbolicLink(fixture.context().resolve("broken"), Path.of("nowhere"));
        refused("COPY broken /x", "leads to 'nowhere', which is not in the build context");
        Files.createSymbolicLink(fixture.context().resolve("out"), Path.of("/etc/hostname"));
        refused("COPY out /x", "leads to 'etc/hostname'");
    }

    @Test
    void archivesAreNotUnpackedByAddAndCopiedByCopy() throws Exception {
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, tar, 257, 5);
        Files.write(fixture.context().resolve("a.tar"), tar);
        refused("ADD a.tar /x/", "ADD would unpack the archive");
        assertThat(last("COPY a.tar /x/")).hasSize(2);
        assertThat(last("ADD f /x/")).containsExactly("0755 0:0 x/", "0644 0:0 x/f f");
    }

    @Test
    void aPipeIsNotCopied() throws Exception {
        assertThat(new ProcessBuilder(
                                "mkfifo", fixture.context().resolve("d/pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        refused("COPY d /x/", "'d/pipe' is a device, socket or pipe");
    }

    private void refused(String instructions, String message) {
        assertThatThrownBy(() -> last(instructions))
                .isInstanceOf(DockerfileException.class)
                .hasMessageContaining("Dockerfile:")
                .hasMessageContaining(message);
    }

    private java.util.List<String> last(String instructions) {
        return fixture.lastLayer(fixture.build("FROM scratch\n" + instructions + "\n"));
    }
}
