package io.jenkins.plugins.istioimages.build.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
    private final Archives archives = Archives.of(OutputStages.stage(StageKind.ARCHIVE));

    @TempDir
    Path dir;

    private FileSet files;

    @BeforeEach
    void files() throws IOException {
        Path tree = dir.resolve("tree");
        OutputStages.write(tree.resolve("a/b.txt"), "b");
        OutputStages.write(tree.resolve("run.sh"), "#!/bin/sh\n");
        assertThat(tree.resolve("run.sh").toFile().setExecutable(true)).isTrue();
        Files.createDirectory(tree.resolve("empty"));
        files = new FileSet();
        files.add("z.txt", "z");
        files.addTree("x/", tree, name -> !name.equals("left-out"));
        files.add("x/bin", tree.resolve("a/b.txt"), true);
    }

    @Test
    void entriesAreSortedAndDirectoriesAreThere() {
        assertThat(files.entries().keySet())
                .containsExactly("x/", "x/a/", "x/a/b.txt", "x/bin", "x/empty/", "x/run.sh", "z.txt");
    }

    @Test
    void aTarTellsNothingOfWhoMadeItAndWhen() throws IOException {
        Path tar = dir.resolve("made/a.tar.gz");
        archives.write(files, tar);
        List<String> modes = new ArrayList<>();
        try (TarArchiveInputStream in = OutputStages.open(tar)) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLastModifiedTime().toInstant()).hasToString("2022-10-12T08:11:00Z");
                modes.add(entry.getName() + " " + Integer.toOctalString(entry.getMode() & 0777));
            }
        }
        assertThat(modes)
                .containsExactly(
                        "x/ 755",
                        "x/a/ 755",
                        "x/a/b.txt 644",
                        "x/bin 755",
                        "x/empty/ 755",
                        "x/run.sh 755",
                        "z.txt 644");
    }

    @Test
    void aZipHasTheSameModesAndTime() throws IOException {
        Path zip = dir.resolve("made/a.zip");
        archives.write(files, zip);
        try (ZipFile in = ZipFile.builder().setPath(zip).get()) {
            List<ZipArchiveEntry> entries = Collections.list(in.getEntries());
            assertThat(entries)
                    .extracting(ZipArchiveEntry::getName)
                    .containsExactly("x/", "x/a/", "x/a/b.txt", "x/bin", "x/empty/", "x/run.sh", "z.txt");
            assertThat(entries)
                    .extracting(entry -> entry.getUnixMode() & 0777)
                    .containsExactly(0755, 0755, 0644, 0755, 0755, 0755, 0644);
            assertThat(entries)
                    .extracting(entry -> entry.getTimeLocal().toString())
                    .containsOnly("2022-10-12T08:11");
            assertThat(new String(in.getInputStream(in.getEntry("z.txt")).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("z");
        }
    }

    @Test
    void twiceTheSameFilesAreTheSameBytes() throws IOException {
        for (String suffix : List.of(".zip", ".tar.gz")) {
            archives.write(files, dir.resolve("one" + suffix));
            archives.write(files, dir.resolve("two" + suffix));
            assertThat(dir.resolve("one" + suffix)).hasSameBinaryContentAs(dir.resolve("two" + suffix));
        }
    }

    @Test
    void aLinkIsWhatItLeadsToAndOneToNowhereIsSaid() throws IOException {
        Path tree = dir.resolve("tree");
        Files.createSymbolicLink(tree.resolve("file"), Path.of("a/b.txt"));
        Files.createSymbolicLink(tree.resolve("directory"), Path.of("a"));
        FileSet linked = new FileSet();
        linked.addTree("x/", tree, name -> true);
        assertThat(linked.entries().get("x/file").size()).isEqualTo(1);
        assertThat(linked.entries()).containsKey("x/directory/b.txt");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("nowhere"));
        assertThatThrownBy(() -> new FileSet().addTree("x/", tree, name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("link is no file");
    }
}
