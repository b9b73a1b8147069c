package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.publish.github.FakeGitHub;
import io.jenkins.plugins.istioimages.publish.github.FakeRepository;
import io.jenkins.plugins.istioimages.publish.github.GitHubApi;
import io.jenkins.plugins.istioimages.publish.github.GitHubReleaseTarget;
import io.jenkins.plugins.istioimages.publish.github.GitHubRepository;
import io.jenkins.plugins.istioimages.publish.github.GitHubServer;
import io.jenkins.plugins.istioimages.publish.github.ReleaseAsset;
import io.jenkins.plugins.istioimages.publish.github.ReleaseNotes;
import io.jenkins.plugins.istioimages.publish.github.ReleaseOrder;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.FastPauses;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A GitHub with a repository for each publication. */
final class GitHubPlace extends Place {
    static final Patience ONCE = new Patience(1, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(1));
    private static final Tagger TAGGER = new Tagger("A Releaser", "releases@example.com", OneOfEach.CREATED);

    private final FakeGitHub github;
    private final OneOfEach release;
    private final ReleaseOrder order;

    GitHubPlace(FakeGitHub github, OneOfEach release) throws IOException {
        super(github.port());
        this.github = github;
        this.release = release;
        github.behind("http://" + host());
        ReleaseVersion version = new ReleaseVersion(OneOfEach.VERSION);
        this.order = ReleaseOrder.of(
                version,
                release.commit,
                new ReleaseNotes(version, release.commit).standard(),
                false,
                ReleaseAsset.of(release.out));
    }

    @Override
    void prepare(String round) {
        repository(round).commits.add(release.commit);
    }

    @Override
    PublishTarget target(String round) {
        GitHubApi api = new GitHubApi(
                GitHubServer.at("http://" + host()),
                new BearerToken(FakeGitHub.TOKEN),
                ONCE,
                new FastPauses(),
                line -> {});
        return new GitHubReleaseTarget(api, new GitHubRepository("resf", round), order, TAGGER);
    }

    @Override
    String visible(String round) {
        StringBuilder text = new StringBuilder();
        FakeRepository repository = repository(round);
        repository.releases.forEach((id, one) -> text.append(one.path("name").asText())
                .append(one.path("draft").asBoolean() ? " draft" : "")
                .append(' ')
                .append(assets(repository, id))
                .append(' ')
                .append(repository.commit(OneOfEach.VERSION))
                .append('\n'));
        return text.toString();
    }

    /** What everybody sees has its assets, each once and whole, and its tag. */
    @Override
    void watch(String round, String request) {
        FakeRepository repository = repository(round);
        repository.releases.forEach((id, one) -> {
            if (!one.path("draft").asBoolean()) {
                assertThat(assets(repository, id)).containsExactly(OneOfEach.ARCHIVE);
                assertThat(repository.commit(OneOfEach.VERSION)).contains(release.commit);
            }
        });
    }

    private static List<String> assets(FakeRepository repository, long id) {
        return repository.assets.get(id).stream()
                .map(asset -> asset.name() + (asset.content() == null ? " broken" : ""))
                .toList();
    }

    private FakeRepository repository(String round) {
        return github.repository("resf/" + round);
    }
}
