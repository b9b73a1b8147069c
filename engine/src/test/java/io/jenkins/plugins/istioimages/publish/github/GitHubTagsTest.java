package io.jenkins.plugins.istioimages.publish.github;

import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.COMMIT;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.OTHER;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.TAGGER;
import static io.jenkins.plugins.istioimages.publish.github.GitHubWorld.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.tags.SourceTags;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubTagsTest {
    @TempDir
    Path out;

    private GitHubWorld world;
    private FakeRepository client;

    @BeforeEach
    void start() {
        world = new GitHubWorld(out);
        client = world.github.repository("resf/client-go");
        client.commits.add(COMMIT);
        world.github.repository("resf/api").commits.add(COMMIT);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void everyRepositoryOfTheOrganizationIsTaggedWhereverItsSourceCameFrom() {
        List<Receipt> first = publish(Mode.PUBLISH, false);

        assertThat(first).extracting(Receipt::status).containsOnly(Status.DONE).hasSize(3);
        assertThat(client.refs.keySet()).containsExactly(VERSION, "v" + VERSION);
        assertThat(world.istio().refs.keySet()).containsExactly(VERSION);
        assertThat(client.tagObjects.values())
                .extracting(tag -> tag.path("message").asText())
                .containsExactlyInAnyOrder("Istio release 1.14.5\n", "Istio release v1.14.5\n");
        assertThat(client.tagObjects.values())
                .allMatch(tag -> tag.path("tagger").path("name").asText().equals("A Releaser"));
        world.github.writes.clear();

        assertThat(publish(Mode.PUBLISH, false)).extracting(Receipt::status).containsOnly(Status.UNCHANGED);
        assertThat(world.github.writes).isEmpty();
    }

    @Test
    void aDryRunNamesWhatTheRealOneDoes() {
        client.refs.put(VERSION, COMMIT);
        List<Receipt> dry = publish(Mode.DRY_RUN, false);

        assertThat(world.github.writes).isEmpty();
        assertThat(dry.get(1).changes()).extracting(Item::name).containsExactly("v" + VERSION);
        assertThat(publish(Mode.PUBLISH, false).get(1).done()).containsExactly("v" + VERSION);
    }

    @Test
    void aTagAtAnotherCommitStopsThatRepositoryAloneUnlessItMayBeReplaced() {
        client.refs.put(VERSION, OTHER);
        List<Receipt> receipts = publish(Mode.PUBLISH, false);

        assertThat(receipts).extracting(Receipt::status).containsExactly(Status.DONE, Status.REFUSED, Status.DONE);
        assertThat(receipts.get(1).problem()).contains(VERSION + " should be " + COMMIT + " and is " + OTHER);
        assertThat(publish(Mode.PUBLISH, true).get(1).status()).isEqualTo(Status.DONE);
        assertThat(client.commit(VERSION)).contains(COMMIT);
    }

    @Test
    void twoWhoTagAtOnceMakeOneTag() {
        world.github.trouble = (number, call) -> {
            if (call.is("POST", "client-go/git/refs")) {
                client.refs.putIfAbsent(VERSION, COMMIT);
            }
            return Optional.empty();
        };
        assertThat(publish(Mode.PUBLISH, false)).allMatch(Receipt::complete);
    }

    @Test
    void somebodyElsesTagMeanwhileIsNotOverwritten() {
        world.github.trouble = (number, call) -> {
            if (call.is("POST", "client-go/git/tags")) {
                client.refs.putIfAbsent(VERSION, OTHER);
            }
            return Optional.empty();
        };
        Receipt receipt = publish(Mode.PUBLISH, false).get(1);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).get().asString().contains("points to " + OTHER + " by now");
        assertThat(client.commit(VERSION)).contains(OTHER);
    }

    @Test
    void brokenAtEveryRequestNothingIsMadeTwice() {
        publish(Mode.PUBLISH, false);
        int requests = world.github.requests();
        assertThat(requests).isGreaterThan(20);
        for (int at = 1; at <= requests; at++) {
            world.github.repositories.values().forEach(repository -> {
                repository.refs.clear();
                repository.tagObjects.clear();
            });
            int broken = world.github.requests() + at;
            world.github.trouble = (number, call) -> number == broken ? Optional.of(lost(call)) : Optional.empty();

            assertThat(publish(Mode.PUBLISH, false)).as("at %s", at).allMatch(Receipt::complete);
            assertThat(client.refs.keySet()).containsExactly(VERSION, "v" + VERSION);
            assertThat(client.tagObjects).hasSize(2);
        }
    }

    private Reply lost(Call call) {
        return world.github.right(call).trouble(Reply.Trouble.RESET);
    }

    @Test
    void withoutAnOrganizationTheRepositoriesAreThoseOfTheLock() {
        Lock lock = lock("https://github.com/resf/istio.git", false);
        assertThat(new GitHubTags(world.api(), TAGGER, Optional.empty()).targets(lock))
                .extracting(target -> target.name().toString())
                .containsExactly("github-tags resf/istio", "github-tags resf/client-go", "github-tags resf/api");
        assertThat(GitHubRepository.ofUrl("git@github.com:istio/api")).hasToString("istio/api");
        assertThat(GitHubRepository.ofUrl("ssh://git@github.com/istio/api.git/"))
                .hasToString("istio/api");
        assertThatThrownBy(() -> GitHubRepository.ofUrl("https://github.com/istio"))
                .isInstanceOf(InputException.class);
    }

    @Test
    void whatIsNoCommitOfARepositoryIsNotTagged() {
        assertThatThrownBy(() -> SourceTags.of(lock("https://github.com/resf/istio", true)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("source 'istio' was built with uncommitted changes");
        assertThatThrownBy(() ->
                        new GitHubTags(world.api(), TAGGER, Optional.empty()).targets(lock("/home/me/istio", false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("came from the directory /home/me/istio");
        Lock dated = new Lock("2022-10-12", lock("x", false).sources());
        assertThatThrownBy(() -> SourceTags.of(dated))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("goversionenabled");
    }

    private List<Receipt> publish(Mode mode, boolean replace) {
        GitHubTags tags = new GitHubTags(world.api(), TAGGER, Optional.of("resf"));
        return new Publication(mode, replace, receipt -> {}).run(tags.targets(lock("/anywhere/istio", false)));
    }

    private static Lock lock(String istio, boolean dirty) {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        sources.put("istio", source("istio", istio, dirty));
        sources.put("client-go", source("client-go", "https://github.com/resf/client-go", false));
        sources.put("api", source("api", "git@github.com:resf/api.git", false));
        return new Lock(VERSION, sources);
    }

    private static ResolvedSource source(String name, String git, boolean dirty) {
        Instant when = Instant.parse("2022-10-12T08:11:00Z");
        return new ResolvedSource(name, git, Optional.empty(), COMMIT, "given", name.equals("client-go"), when, dirty);
    }
}
