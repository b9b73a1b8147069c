package io.jenkins.plugins.istioimages.publish.github;

import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.COMMIT;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.ISTIO;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.OTHER;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.VERSION;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.publish.github.FakeRepository.FakeAsset;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubReleaseTest {
    @TempDir
    Path out;

    private GitHubWorld world;

    @BeforeEach
    void start() {
        world = new GitHubWorld(out);
    }

    @AfterEach
    void stop() {
        world.close();
        assertThat(world.violations).isEmpty();
    }

    @Test
    void aReleaseIsPublishedLastWithTagAndAllAssets() {
        Receipt receipt = world.run(Mode.PUBLISH, false);

        assertThat(receipt.status()).as(receipt.toString()).isEqualTo(Status.DONE);
        ObjectNode release = only();
        assertThat(release.path("name").asText()).isEqualTo("Istio 1.14.5");
        assertThat(release.path("body").asText()).contains("/news/releases/1.14.x/announcing-1.14.5/");
        assertThat(release.path("draft").asBoolean()).isFalse();
        assertThat(release.path("prerelease").asBoolean()).isFalse();
        assertThat(world.downloads(id())).isEqualTo(world.wanted()).hasSize(4);
        assertThat(world.istio().commit(VERSION)).contains(COMMIT);
        assertThat(world.istio()
                        .tagObjects
                        .values()
                        .iterator()
                        .next()
                        .path("tagger")
                        .toString())
                .contains("releases@example.com", "2022-10-12T08:11:00Z");
        assertThat(world.github.writes.get(world.github.writes.size() - 1)).startsWith("PATCH");
        assertThat(world.istio().assets.get(id()))
                .extracting(FakeAsset::type)
                .containsExactly("application/gzip", "text/plain", "application/json", "application/zip");
    }

    @Test
    void theSecondRunWritesNothing() {
        world.run(Mode.PUBLISH, false);
        world.github.writes.clear();

        assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.UNCHANGED);
        assertThat(world.run(Mode.VERIFY, false).status()).isEqualTo(Status.UNCHANGED);
        assertThat(world.github.writes).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndNamesWhatTheRealOneDoes() {
        Receipt dry = world.run(Mode.DRY_RUN, false);

        assertThat(world.github.writes).isEmpty();
        assertThat(world.run(Mode.PUBLISH, false).done())
                .containsExactlyInAnyOrderElementsOf(
                        dry.changes().stream().map(Item::name).toList());
    }

    @Test
    void aDraftStaysOneAndNeedsNoTag() {
        assertThat(world.run(Mode.PUBLISH, true).status()).isEqualTo(Status.DONE);
        assertThat(only().path("draft").asBoolean()).isTrue();
        assertThat(only().path("target_commitish").asText()).isEqualTo(COMMIT);
        assertThat(world.istio().refs).isEmpty();

        only().put("draft", false);
        world.istio().refs.put(VERSION, COMMIT);
        world.github.writes.clear();
        assertThat(world.run(Mode.PUBLISH, true).status())
                .as("somebody has published it")
                .isEqualTo(Status.UNCHANGED);
        assertThat(world.github.writes).isEmpty();
    }

    @Test
    void aDraftThatIsThereIsGoneOnWith() {
        for (int i = 0; i < 230; i++) {
            world.github.release(ISTIO, "1.0." + i, true, "");
        }
        ObjectNode draft = world.github.release(ISTIO, VERSION, true, "old notes");
        ReleaseAsset archive = world.assets.get(0);
        world.github.asset(ISTIO, draft, archive.name(), null);
        world.github.asset(ISTIO, draft, world.assets.get(1).name(), "less".getBytes(StandardCharsets.UTF_8));
        Receipt receipt = world.run(Mode.PUBLISH, false);

        assertThat(receipt.status()).as(receipt.toString()).isEqualTo(Status.DONE);
        assertThat(receipt.items())
                .filteredOn(item -> item.name().equals(archive.name()))
                .extracting(item -> item.found().orElseThrow())
                .containsExactly("a broken upload of 0 bytes");
        assertThat(world.istio().releases).hasSize(231);
        assertThat(draft.path("draft").asBoolean()).isFalse();
        assertThat(world.downloads(draft.path("id").asLong())).isEqualTo(world.wanted());
    }

    @Test
    void otherContentInAPublishedReleaseStopsWithBothValuesUnlessItMayBeReplaced() {
        world.github.watcher = () -> {};
        world.istio().refs.put(VERSION, COMMIT);
        ObjectNode release =
                world.github.release(ISTIO, VERSION, false, world.order(false).notes());
        byte[] other = "another archive".getBytes(StandardCharsets.UTF_8);
        world.github.asset(ISTIO, release, world.assets.get(0).name(), other);
        Receipt refused = world.run(Mode.PUBLISH, false);

        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problem())
                .get()
                .asString()
                .contains(world.assets.get(0).digest().toString(), "15 bytes and not 20000");
        assertThat(world.github.writes).isEmpty();

        assertThat(run(Mode.PUBLISH, true, world.target(false)).status()).isEqualTo(Status.DONE);
        assertThat(world.downloads(id())).isEqualTo(world.wanted());
    }

    @Test
    void aTagAtAnotherCommitStopsTheRelease() {
        world.istio().refs.put(VERSION, OTHER);
        Receipt receipt = world.run(Mode.PUBLISH, false);

        assertThat(receipt.status()).isEqualTo(Status.REFUSED);
        assertThat(receipt.problem()).contains("tag 1.14.5 should be " + COMMIT + " and is " + OTHER);
        assertThat(world.github.writes).isEmpty();
    }

    @Test
    void notesOfAPublishedReleaseAreNotOverwritten() {
        world.run(Mode.PUBLISH, false);
        only().put("body", "somebody has put more here");
        assertThat(world.run(Mode.PUBLISH, false).problem()).get().asString().contains("title and notes should be");

        assertThat(run(Mode.PUBLISH, true, world.target(false)).status()).isEqualTo(Status.DONE);
        assertThat(only().path("body").asText()).isEqualTo(world.order(false).notes());
    }

    @Test
    void lineEndsOfNotesDoNotCount() {
        world.run(Mode.PUBLISH, false);
        only().put("body", only().path("body").asText().replace("\n", "\r\n").strip());

        assertThat(world.run(Mode.VERIFY, false).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void twoDraftsOfAVersionAreForAPersonToLookAt() {
        world.github.release(ISTIO, VERSION, true, "");
        world.github.release(ISTIO, VERSION, true, "");
        Receipt receipt = world.run(Mode.PUBLISH, false);

        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).get().asString().contains("there are 2 drafts", "/releases/");
        assertThat(world.github.writes).isEmpty();
    }

    @Test
    void anOlderServerThatGivesNoDigestsIsReadAndSeesNoTokenElsewhere() {
        world.github.digests = false;
        assertThat(world.run(Mode.PUBLISH, false).status()).isEqualTo(Status.DONE);
        assertThat(world.run(Mode.VERIFY, false).status()).isEqualTo(Status.UNCHANGED);

        assertThat(world.github.downloads()).isGreaterThanOrEqualTo(8);
        assertThat(world.github.tokenLeaked()).isFalse();
        byte[] same = new byte[(int) world.assets.get(0).size()];
        List<FakeAsset> assets = world.istio().assets.get(id());
        world.github.watcher = () -> {};
        assets.set(
                0, new FakeAsset(assets.get(0).id() + 1000, world.assets.get(0).name(), "", same));
        assertThat(world.run(Mode.VERIFY, false).problem()).get().asString().contains("should be sha256:");
    }

    @Test
    void whatATokenMayNotDoIsToldByReading() {
        world.istio().writable = false;
        assertThat(world.run(Mode.DRY_RUN, false).problem()).contains("the token may not write to resf/istio");

        GitHubApi wrong = new GitHubApi(
                GitHubServer.at(world.github.address()),
                new BearerToken("ghp_wrong"),
                Patience.standard(),
                world.pauses,
                world.told::add);
        PublishTarget target = new GitHubReleaseTarget(
                wrong, new GitHubRepository("resf", "istio"), world.order(false), GitHubWorld.TAGGER);
        Receipt receipt = run(Mode.PUBLISH, false, target);
        assertThat(receipt.problem()).get().asString().contains("401", "wrong or has expired");
        assertThat(receipt.toString()).doesNotContain("ghp_wrong");
        assertThat(world.github.writes).isEmpty();
    }

    @Test
    void aCommitThatIsNotOnGitHubIsToldBeforeAnythingIsWritten() {
        world.istio().commits.clear();
        assertThat(world.run(Mode.DRY_RUN, false).problem()).get().asString().contains("must be pushed");
        assertThat(world.run(Mode.DRY_RUN, true).problem()).get().asString().contains("must be pushed");
        assertThat(world.github.writes).isEmpty();
    }

    private ObjectNode only() {
        assertThat(world.istio().releases).hasSize(1);
        return world.istio().releases.values().iterator().next();
    }

    private long id() {
        return only().path("id").asLong();
    }
}
