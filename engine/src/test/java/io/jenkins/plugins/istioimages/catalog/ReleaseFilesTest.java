package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFilesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);
    private static final Repository RESULTS = Repository.parse("staging.example/mini/stage-results");

    @TempDir
    Path dir;

    private OciLayout layout;
    private ReleaseDirectory directory;
    private ReleaseFiles files;

    @BeforeEach
    void store() {
        layout = OciLayout.create(dir.resolve("layout"));
        directory = ReleaseDirectory.take(dir.resolve("release"));
        files = new ReleaseFiles(directory, new StageFiles(layout, Hub.parse("staging.example/mini")));
    }

    @AfterEach
    void close() {
        directory.close();
        layout.close();
    }

    @Test
    void filesOfTheStoreComeToTheirPlaces() throws IOException {
        files.place(List.of(stored("helm/samples/a-1.tgz", "chart"), stored("sources.tar.gz", "sources")));
        assertThat(out("helm/samples/a-1.tgz")).hasContent("chart");
        assertThat(out("sources.tar.gz")).hasContent("sources");
    }

    @Test
    void whatIsRightStaysAndWhatIsNotIsReplaced() throws IOException {
        FileRecord file = stored("a.json", "a");
        files.place(List.of(file));
        Files.setLastModifiedTime(out("a.json"), LONG_AGO);
        files.place(List.of(file));
        assertThat(Files.getLastModifiedTime(out("a.json"))).isEqualTo(LONG_AGO);
        Files.writeString(out("a.json"), "changed");
        files.place(List.of(file));
        assertThat(out("a.json")).hasContent("a");
    }

    @Test
    void whatAnEarlierReleaseLeftCanBeTakenAway() throws IOException {
        directory.clear();
        files.place(List.of(stored("helm/samples/a-1.tgz", "chart")));
        directory.clear();
        assertThat(directory.out()).doesNotExist();
        files.place(List.of(stored("b.json", "b")));
        assertThat(out("b.json")).hasContent("b");
    }

    @Test
    void aFileThatTheStoreLostIsNotHalfWritten() {
        FileRecord lost = new FileRecord("a.json", Digest.sha256("lost"), 4, "grafana");
        assertThatThrownBy(() -> files.place(List.of(lost))).isInstanceOf(StoreException.class);
        assertThat(directory.out()).isEmptyDirectory();
    }

    @Test
    void everyFileHasItsChecksumAndAllAreInOneList() throws IOException {
        files.place(List.of(stored("helm/a-1.tgz", "chart"), stored("b.tar.gz", "b")));
        directory.write("manifest.yaml", "version: 1\n");
        files.writeChecksums();
        String chart = Digest.sha256("chart").hex();
        assertThat(out("helm/a-1.tgz.sha256")).hasContent(chart + " a-1.tgz\n");
        assertThat(out("SHA256SUMS"))
                .hasContent(Digest.sha256("b").hex() + "  b.tar.gz\n" + chart + "  helm/a-1.tgz\n"
                        + Digest.sha256("version: 1\n").hex() + "  manifest.yaml\n");
    }

    @Test
    void aSecondBuildsFilesStandBesideThoseOfTheFirst() throws IOException {
        files.place(List.of(stored("a.tgz", "a")));
        files.writeChecksums();
        String before = Files.readString(out("SHA256SUMS"));
        files.place(List.of(stored("b.tgz", "b")));
        Files.writeString(out(".half.new"), "not handed on");
        files.writeChecksums();
        assertThat(out("SHA256SUMS")).content().startsWith(before).endsWith("  b.tgz\n");
        try (Stream<Path> all = Files.list(directory.out())) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "a.tgz", "a.tgz.sha256", "b.tgz", "b.tgz.sha256", "SHA256SUMS", ".half.new");
        }
    }

    private FileRecord stored(String path, String text) {
        BlobSource blob = BlobSource.ofBytes(FileRecord.MEDIA_TYPE, text.getBytes(StandardCharsets.UTF_8));
        layout.pushBlob(RESULTS, blob);
        return new FileRecord(path, blob.descriptor().digest(), text.length(), "stage");
    }

    private Path out(String path) {
        return directory.out().resolve(path);
    }
}
