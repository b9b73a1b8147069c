package io.jenkins.plugins.istioimages.build;

import static io.jenkins.plugins.istioimages.build.Stages.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageResultsTest {
    private final Stage stage = Stages.stage("istio-linux-amd64");

    @TempDir
    Path dir;

    private OciLayout layout;
    private StageResults results;
    private StageRecords records;

    @BeforeEach
    void images() {
        layout = OciLayout.create(dir);
        results = new StageResults(layout, HUB);
        records = StageRecords.ofImages(List.of(
                Stages.push(layout, stage, "pilot", "debug"), Stages.push(layout, stage, "pilot", "distroless")));
    }

    @AfterEach
    void close() {
        layout.close();
    }

    @Test
    void aStageThatWasNeverFinishedHasNoResult() {
        assertThat(results.find(stage, stage.key())).isEmpty();
    }

    @Test
    void whatWasSavedIsFoundUnderTheKey() {
        Reference saved = results.save(stage, stage.key(), records);
        assertThat(saved)
                .hasToString("staging.example/mini/stage-results:" + stage.key().hex());
        assertThat(results.find(stage, stage.key())).contains(records);
    }

    @Test
    void anotherProcessFindsItToo() {
        results.save(stage, stage.key(), records);
        try (OciLayout other = OciLayout.open(dir)) {
            assertThat(new StageResults(other, HUB).find(stage, stage.key())).contains(records);
        }
    }

    @Test
    void savingTwiceChangesNothing() {
        results.save(stage, stage.key(), records);
        Digest first = layout.resolve(tag()).orElseThrow().digest();
        results.save(stage, stage.key(), records);
        assertThat(layout.resolve(tag()).orElseThrow().digest()).isEqualTo(first);
    }

    @Test
    void anotherKeyOrHubHasNone() {
        results.save(stage, stage.key(), records);
        Stage other = Stages.stage("istio-linux-arm64");
        assertThat(results.find(other, other.key())).isEmpty();
        assertThat(new StageResults(layout, Hub.parse("elsewhere.example/x")).find(stage, stage.key()))
                .isEmpty();
    }

    @Test
    void aMissingLayerMeansAgain() throws IOException {
        results.save(stage, stage.key(), records);
        Files.delete(blob(records.images().get(1).layers().get(0).digest()));
        assertThat(results.find(stage, stage.key())).isEmpty();
    }

    @Test
    void aMissingOrBrokenManifestMeansAgain() throws IOException {
        results.save(stage, stage.key(), records);
        Path manifest = blob(records.images().get(0).manifest().digest());
        byte[] content = Files.readAllBytes(manifest);
        Files.delete(manifest);
        assertThat(results.find(stage, stage.key())).isEmpty();
        Files.write(manifest, content);
        assertThat(results.find(stage, stage.key())).isPresent();
    }

    @Test
    void somethingElseUnderTheTagMeansAgain() {
        layout.tag(
                tag(),
                layout.manifest(
                        HUB.image("pilot"), records.images().get(0).manifest().digest()));
        assertThat(results.find(stage, stage.key())).isEmpty();
        results.save(stage, stage.key(), records);
        assertThat(results.find(stage, stage.key())).contains(records);
    }

    @Test
    void aResultOfAnotherStageUnderTheTagMeansAgain() {
        Stage other = Stages.stage("istio-linux-arm64");
        results.save(other, other.key(), StageRecords.ofImages(List.of(Stages.push(layout, other, "pilot", "debug"))));
        Reference otherTag = HUB.image("stage-results").tag(other.key().hex());
        layout.tag(tag(), layout.manifest(otherTag));
        assertThat(results.find(stage, stage.key())).isEmpty();
    }

    private Reference tag() {
        return HUB.image("stage-results").tag(stage.key().hex());
    }

    private Path blob(Digest digest) {
        return dir.resolve("blobs").resolve(digest.algorithm().id()).resolve(digest.hex());
    }
}
