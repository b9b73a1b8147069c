package io.jenkins.plugins.istioimages.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that a newcomer does: the launcher beside sources that nobody has built, with the real Maven. */
class FreshCheckoutIT {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");

    @TempDir
    Path temp;

    @Test
    void theLauncherBuildsTheProgramFromSourcesAlone() throws Exception {
        Path home = temp.toRealPath().resolve("checkout");
        copy(Path.of("..").toRealPath(), home);

        Process process = new ProcessBuilder(
                        List.of(home.resolve("bin/istio-images").toString(), "--version"))
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("istio-images ");
        assertThat(home.resolve("cli/target/istio-images.jar")).isNotEmptyFile();
    }

    /** Links as links: sources hold some that lead nowhere, on purpose. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> children = Files.list(from)) {
            children.filter(child -> !NOT_SOURCES.contains(child.getFileName().toString()))
                    .forEach(child -> copyChild(child, to.resolve(child.getFileName())));
        }
    }

    private static void copyChild(Path child, Path target) {
        try {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                copy(child, target);
            } else {
                Files.copy(child, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
