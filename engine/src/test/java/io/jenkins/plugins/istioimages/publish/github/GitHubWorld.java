package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.publish.github.FakeRepository.FakeAsset;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.FastPauses;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small release, and a GitHub that it goes to. */
final class GitHubWorld implements AutoCloseable {
    static final String VERSION = "1.14.5";
    static final String COMMIT = "1111111111111111111111111111111111111111";
    static final String OTHER = "2222222222222222222222222222222222222222";
    static final String ISTIO = "resf/istio";
    static final Tagger TAGGER =
            new Tagger("A Releaser", "releases@example.com", Instant.parse("2022-10-12T08:11:00Z"));

    final FakeGitHub github = new FakeGitHub();
    final FastPauses pauses = new FastPauses();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> violations = new CopyOnWriteArrayList<>();
    final List<ReleaseAsset> assets;
    int attempts = 6;
    private GitHubApi api;

    GitHubWorld(Path out) {
        github.repository(ISTIO).commits.addAll(List.of(COMMIT, OTHER));
        github.watcher = this::watch;
        this.assets = assets(out);
    }

    private static List<ReleaseAsset> assets(Path out) {
        try {
            byte[] archive = "an archive".repeat(2000).getBytes(StandardCharsets.UTF_8);
            Files.write(out.resolve("istio-1.14.5-linux-amd64.tar.gz"), archive);
            Files.writeString(
                    out.resolve("istio-1.14.5-linux-amd64.tar.gz.sha256"),
                    Digest.sha256(archive).hex() + " istio-1.14.5-linux-amd64.tar.gz\n");
            Files.writeString(out.resolve("istioctl-1.14.5-win-amd64.zip"), "a program");
            Files.writeString(out.resolve("istio-release.spdx"), "{}");
            Files.writeString(out.resolve("manifest.yaml"), "version: 1.14.5\n");
            Files.createDirectories(out.resolve("istio-directory"));
            return ReleaseAsset.of(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GitHubApi api() {
        if (api == null) {
            api = newApi();
        }
        return api;
    }

    private GitHubApi newApi() {
        Patience patience = new Patience(attempts, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(1));
        return new GitHubApi(
                GitHubServer.at(github.address()), new BearerToken(FakeGitHub.TOKEN), patience, pauses, told::add);
    }

    ReleaseOrder order(boolean draft) {
        ReleaseVersion version = new ReleaseVersion(VERSION);
        return ReleaseOrder.of(version, COMMIT, new ReleaseNotes(version, COMMIT).standard(), draft, assets);
    }

    PublishTarget target(boolean draft) {
        return new GitHubReleaseTarget(api(), new GitHubRepository("resf", "istio"), order(draft), TAGGER);
    }

    Receipt run(Mode mode, boolean draft) {
        return run(mode, false, target(draft));
    }

    static Receipt run(Mode mode, boolean replace, PublishTarget target) {
        return new Publication(mode, replace, receipt -> {})
                .run(List.of(target))
                .get(0);
    }

    FakeRepository istio() {
        return github.repository(ISTIO);
    }

    /** What a release has for those who download: digest by name. */
    Map<String, String> downloads(long release) {
        Map<String, String> all = new TreeMap<>();
        for (FakeAsset asset : istio().assets.get(release)) {
            String digest = asset.content() == null
                    ? "broken"
                    : Digest.sha256(asset.content()).toString();
            if (all.put(asset.name(), digest) != null) {
                violations.add(asset.name() + " is there twice");
            }
        }
        return all;
    }

    Map<String, String> wanted() {
        Map<String, String> all = new TreeMap<>();
        assets.forEach(asset -> all.put(asset.name(), asset.digest().toString()));
        return all;
    }

    /** Nothing that everybody sees may be half of something. */
    private void watch() {
        istio().releases.forEach((id, release) -> {
            boolean published = !release.path("draft").asBoolean();
            if (published && !downloads(id).equals(wanted())) {
                violations.add("release " + id + " is published with " + downloads(id));
            }
            if (published && istio().commit(VERSION).filter(COMMIT::equals).isEmpty()) {
                violations.add("release " + id + " is published and its tag is at " + istio().commit(VERSION));
            }
        });
    }

    @Override
    public void close() {
        github.close();
    }
}
