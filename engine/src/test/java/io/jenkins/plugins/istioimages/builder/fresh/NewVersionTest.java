package io.jenkins.plugins.istioimages.builder.fresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.builder.BuilderDirectory;
import io.jenkins.plugins.istioimages.builder.BuilderDirectoryReader;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewVersionTest {
    private static final Upstream UPSTREAM =
            new Upstream("release-1.28", "ENV BUF_VERSION=v2.0.0\n", Optional.of("# bazelisk\n7.7.1\n"));

    @TempDir
    Path directory;

    @Test
    void theNewestNumberedOneIsCopiedAndNumbersAreComparedAsNumbers() throws Exception {
        image("maistra-builder_2.9", "");
        image("maistra-builder_2.10", "");
        image("maistra-builder_main", "");

        assertThat(NewVersion.source(read(), "").version()).isEqualTo("2.10");
        assertThat(NewVersion.source(read(), "main").version()).isEqualTo("main");
        assertThatThrownBy(() -> NewVersion.source(read(), "2.11"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no Dockerfile of version '2.11'");
        image("maistra-proxy-builder_2.1", "");
        assertThatThrownBy(() -> NewVersion.source(read(), "")).hasMessageContaining("several names");
        assertThat(NewVersion.source(read(), "maistra-proxy-builder:2.1").name())
                .isEqualTo("maistra-proxy-builder");
    }

    @Test
    void theNewFileIsWrittenOnceWithTheModeOfItsSource() throws Exception {
        image("b_3.5", "FROM a\nENV BAZEL_VERSION=6.5.0\nENV BUF_VERSION=v1.0.0\n");
        NewVersion made = NewVersion.of(source(), "3.6", UPSTREAM);
        assertThat(directory.resolve("b_3.6.Dockerfile")).doesNotExist();

        made.write();

        assertThat(directory.resolve("b_3.6.Dockerfile"))
                .hasContent("FROM a\nENV BAZEL_VERSION=7.7.1\nENV BUF_VERSION=v2.0.0\n");
        assertThat(Files.getPosixFilePermissions(made.file()))
                .isEqualTo(Files.getPosixFilePermissions(made.source().dockerfile()));
        assertThatThrownBy(made::write).isInstanceOf(InputException.class).hasMessageContaining("is there already");
        BuilderImage old = source();
        assertThatThrownBy(() -> NewVersion.of(old, "3.6", UPSTREAM)).hasMessageContaining("is there already");
        assertThat(directory.toFile().list()).hasSize(2);
    }

    @Test
    void aLineThatKnowsOneArchitectureOnlyIsPointedTo() throws Exception {
        image("b_3.4", """
                FROM a
                RUN ln -s /usr/lib/gcc/x86_64-redhat-linux/15 /usr/lib/gcc/15
                # x86_64 in a comment
                RUN case $(uname -m) in \\
                      x86_64) URL=go.linux-amd64.tar.gz;; \\
                      aarch64) \\
                        URL=not.x86_64.tar.gz;; \\
                    esac
                RUN wget oras_linux_amd64.tar.gz
                """);

        assertThat(NewVersion.of(source(), "3.6", UPSTREAM).notes())
                .contains("line 2: x86_64 whatever the platform: RUN ln -s /usr/lib/gcc/x86_64-redhat-linux/15"
                        + " /usr/lib/gcc/15")
                .anyMatch(note -> note.startsWith("line 9: amd64 whatever the platform"))
                .hasSize(4);
    }

    @Test
    void whatIsWrongIsRefused() throws Exception {
        image("b_3.5", "FROM a\n");
        BuilderImage old = source();
        assertThatThrownBy(() -> NewVersion.of(old, "../x", UPSTREAM)).hasMessageContaining("version '../x' is wrong");
        assertThatThrownBy(() -> new Upstream("b", "", Optional.of("<html>")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(".bazelversion says '<html>'");
    }

    @Test
    void aPatchOfACopyHasGitsHeadersAndOnlyTheHunksThatDiffer() {
        assertThat(CopyDiff.of("docker/b_1", "docker/b_2", "a\nb\nc\n", "a\nB\nc\n"))
                .isEqualTo("""
                diff --git a/docker/b_1 b/docker/b_2
                similarity index 66%
                copy from docker/b_1
                copy to docker/b_2
                --- a/docker/b_1
                +++ b/docker/b_2
                @@ -1,3 +1,3 @@
                 a
                -b
                +B
                 c
                """);
        assertThat(CopyDiff.of("b_1", "b_2", "a\n", "a\n"))
                .endsWith("similarity index 100%\ncopy from b_1\ncopy to b_2\n");
    }

    private BuilderImage source() {
        return NewVersion.source(read(), "");
    }

    private BuilderDirectory read() {
        return new BuilderDirectoryReader(List.of(), Platform.LINUX_AMD64).read(directory);
    }

    private void image(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name + ".Dockerfile"), text);
    }
}
