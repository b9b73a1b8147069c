package io.jenkins.plugins.istioimages.build;

import static io.jenkins.plugins.istioimages.build.Stages.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStagesTest {
    private final Stage stage = Stages.files("grafana", StageKind.GRAFANA, List.of("grafana/a.json"));

    @TempDir
    Path dir;

    private OciLayout layout;
    private StageFiles files;

    @BeforeEach
    void store() {
        layout = OciLayout.create(dir.resolve("layout"));
        files = new StageFiles(layout, HUB);
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void whatAMakerLeavesIsInTheStoreUnderItsPath() throws Exception {
        List<FileRecord> made = made("a", "bc");
        assertThat(made)
                .containsExactly(
                        new FileRecord("grafana/a.json", Digest.sha256("a"), 1, "grafana"),
                        new FileRecord("grafana/b.json", Digest.sha256("bc"), 2, "grafana"));
        try (InputStream in = files.open(made.get(1))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("bc");
        }
    }

    @Test
    void everyMakeBeginsWithAnEmptyDirectory() {
        made("a", "b");
        assertThat(stages((stage, directory, out) -> write(out.resolve("c"), "c"))
                        .make(stage, directory()))
                .extracting(FileRecord::path)
                .containsExactly("c");
    }

    @Test
    void itsResultIsFoundAgainWithItsFilesAndNotWithoutOne() throws Exception {
        StageResults results = new StageResults(layout, HUB);
        StageRecords records = StageRecords.ofFiles(made("a", "b"));
        results.save(stage, stage.key(), records);
        assertThat(results.find(stage, stage.key())).contains(records);
        Files.delete(dir.resolve("layout/blobs/sha256")
                .resolve(records.files().get(0).digest().hex()));
        assertThat(results.find(stage, stage.key())).isEmpty();
    }

    @Test
    void aResultThatLacksAFileOfThePlanMeansAgain() {
        StageResults results = new StageResults(layout, HUB);
        Stage other = Stages.files("grafana", StageKind.GRAFANA, List.of("grafana/z.json"));
        results.save(other, other.key(), StageRecords.ofFiles(made("a", "b")));
        assertThat(results.find(other, other.key())).isEmpty();
    }

    @Test
    void aFileOfThePlanThatWasNotMadeFailsTheStage() {
        assertThatThrownBy(() -> StageCheck.check(
                        stage, StageRecords.ofFiles(List.of(new FileRecord("x", Digest.sha256("x"), 1, "grafana")))))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("made no grafana/a.json");
        StageCheck.check(stage, StageRecords.ofFiles(made("a", "b")));
    }

    @Test
    void whatCannotBeReadFailsTheStageWithItsReason() {
        assertThatThrownBy(() -> stages((stage, directory, out) -> {
                            throw new IOException("disk is broken");
                        })
                        .make(stage, directory()))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("disk is broken");
    }

    @Test
    void aKindThatNobodyMakesIsSaid() {
        FileStages none = new FileStages(Map.of(), files);
        assertThatThrownBy(() -> none.prepare(stage, directory()))
                .isInstanceOf(WorkException.class)
                .hasMessage("stage grafana: nobody here makes grafana");
    }

    @Test
    void recordsOfSeveralStagesAreCountedForPeople() {
        StageRecords two = StageRecords.ofFiles(made("a", "b"));
        assertThat(two).hasToString("2 files");
        assertThat(StageRecords.NONE).hasToString("0 images");
        StageRecords both = StageRecords.all(
                List.of(two, StageRecords.ofImages(List.of(Stages.push(layout, stage, "pilot", "debug")))));
        assertThat(both).hasToString("1 image, 2 files");
        assertThat(both.sorted().files()).isEqualTo(two.files());
    }

    private List<FileRecord> made(String a, String b) {
        return stages((stage, directory, out) -> {
                    write(out.resolve("grafana/b.json"), b);
                    write(out.resolve("grafana/a.json"), a);
                })
                .make(stage, directory());
    }

    private FileStages stages(FileMaker maker) {
        return new FileStages(Map.of(StageKind.GRAFANA, maker), files);
    }

    private StageDirectory directory() {
        return new StageDirectory(dir.resolve("work"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
        Files.writeString(file, text);
    }
}
