package io.jenkins.plugins.istioimages.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines that are measured. */
class CommandsTest {
    private static final Hub FROM = new Hub("127.0.0.1:1", "staging");
    private static final Hub TO = new Hub("127.0.0.1:2", "istio");

    @TempDir
    Path directory;

    private final String classPath = System.getProperty("java.class.path");
    private LayoutDirectory layout;

    @BeforeEach
    void layout() {
        layout = new LayoutDirectory(
                directory.resolve("layout"),
                List.of(
                        new LayoutImage("pilot", "1", "sha256:a"),
                        new LayoutImage("pilot", "1-distroless", "sha256:b"),
                        new LayoutImage("proxyv2", "1", "sha256:c")));
    }

    @AfterEach
    void restoreClassPath() {
        System.setProperty("java.class.path", classPath);
    }

    @Test
    void oursCopiesAllRepositoriesInOneCall() {
        OurCli ours = OurCli.byDefault(List.of("bin/istio-images"));
        assertThat(ours.copy(new Workspace(directory), layout, FROM, TO).arguments())
                .containsExactly(
                        "bin/istio-images",
                        "copy",
                        "--all-tags",
                        "127.0.0.1:1/staging/pilot",
                        "127.0.0.1:1/staging/proxyv2",
                        "127.0.0.1:2/istio/");
        Command fromLayout = ours.copyLayout(new Workspace(directory), layout, TO);
        assertThat(fromLayout.arguments())
                .endsWith("--all-tags", "oci:" + directory.resolve("layout"), "127.0.0.1:2/istio/");
        assertThat(fromLayout.environment()).containsKey("ISTIO_IMAGES_CACHE");
    }

    @Test
    void skopeoCopiesOneImagePerCall() throws IOException {
        Command batch = Skopeo.gzip(2).copy(new Workspace(directory), layout, FROM, TO);
        assertThat(Files.readAllLines(Path.of(batch.arguments().get(2))))
                .hasSize(3)
                .allMatch(line -> line.contains("--preserve-digests"));
        assertThat(batch.arguments()).containsSequence("-P", "2");
    }

    @Test
    void javaProgramsTakeTheirClassesFromAnArchiveThatTheFirstStartMakes() throws IOException {
        Path jar = Files.createFile(directory.resolve("bench.jar"));
        Path library = Files.createFile(directory.resolve("library.jar"));
        System.setProperty("java.class.path", jar + File.pathSeparator + library);
        JavaMain main = new JavaMain(Main.class, "-Xmx1g");
        Path archive = directory.toAbsolutePath().resolve("Main.jsa");

        assertThat(main.command(List.of("x")).arguments())
                .contains("-XX:ArchiveClassesAtExit=" + archive)
                .endsWith(Main.class.getName(), "x");
        Files.createFile(archive);
        assertThat(main.command(List.of()).arguments()).contains("-XX:SharedArchiveFile=" + archive, "-Xmx1g");
        Files.setLastModifiedTime(library, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(main.command(List.of()).arguments()).contains("-XX:ArchiveClassesAtExit=" + archive);
        assertThat(archive).doesNotExist();
    }

    @Test
    void classesInDirectoriesNeedNoArchive() throws IOException {
        System.setProperty("java.class.path", directory.toString());
        assertThat(new JavaMain(Main.class).command(List.of()).arguments())
                .noneMatch(argument -> argument.contains("Archive"));
    }

    private static final class Main {
        private Main() {}
    }
}
