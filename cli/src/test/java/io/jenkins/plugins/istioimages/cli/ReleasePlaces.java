package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.publish.bucket.BucketServer;
import io.jenkins.plugins.istioimages.publish.bucket.ServiceAccountFile;
import io.jenkins.plugins.istioimages.publish.github.GitHubInMemory;
import io.jenkins.plugins.istioimages.publish.grafana.FakeGrafana;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.LockYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything that a release can be published to, each asking for a name and a password, a key or a token. */
final class ReleasePlaces implements AutoCloseable {
    static final List<Long> DASHBOARDS = List.of(7639L, 7645L);

    final TwoRegistries registries;
    final GitHttpServer git;
    final BucketServer s3;
    final GcsServer gcs = new GcsServer();
    final GitHubInMemory github = new GitHubInMemory();
    final FakeGrafana grafana = new FakeGrafana();
    private final Lock lock;
    private final Path account;
    private final Path logins;

    /** @param directory for what belongs to the servers */
    ReleasePlaces(BuiltRelease release, Path directory) throws Exception {
        lock = LockYaml.read(release.out().resolve("lock.yaml"));
        registries = new TwoRegistries(directory);
        Path repositories = directory.resolve("git");
        Tool.run(List.of("cp", "-r", release.repositories().toString(), repositories.toString()), "", "coreutils");
        git = GitHttpServer.start(repositories, TwoRegistries.USER, TwoRegistries.PASSWORD);
        logins = Files.writeString(
                directory.resolve("logins"), git.url("", TwoRegistries.USER, TwoRegistries.PASSWORD) + "\n");
        s3 = new BucketServer();
        account = Files.writeString(directory.resolve("account.json"), ServiceAccountFile.json(gcs.tokens()));
        github.repository("resf/istio", lock.istio().sha());
        DASHBOARDS.forEach(id -> grafana.revisions.put(id, new CopyOnWriteArrayList<>()));
    }

    /** Options for all of them, below a name of its own in each. */
    List<String> options(String name) {
        List<String> words = new ArrayList<>(registries.access());
        words.addAll(List.of(
                "--hub",
                registries.open.host() + "/" + name + "/istio," + registries.secured.host() + "/" + name + "/istio",
                "--alias",
                "latest",
                "--chart-hub",
                registries.open.host() + "/" + name + "/charts",
                "--bucket",
                s3.address(name),
                "--bucket",
                "gs://" + GcsServer.BUCKET + "/" + name + "?endpoint=" + gcs.endpoint(),
                "--bucket-alias",
                "stable",
                "--helm-bucket",
                s3.address(name + "/charts"),
                "--helm-url",
                "https://charts.example",
                "--git-tags",
                "--tagger",
                "A Releaser <releases@example.com>",
                "--git-credentials",
                logins.toString(),
                "--github",
                "resf",
                "--github-api",
                github.address(),
                "--grafana",
                "--grafana-url",
                grafana.address()));
        sources().forEach(source -> words.addAll(List.of("--git-push", source + "=" + git.url(source + ".git"))));
        return words;
    }

    /** How many targets that are. */
    int count() {
        return 8 + sources().size();
    }

    /** Variables with what no option has. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(s3.environment());
        variables.put("GOOGLE_APPLICATION_CREDENTIALS", account.toString());
        variables.put("GITHUB_TOKEN", GitHubInMemory.TOKEN);
        variables.put("GRAFANA_TOKEN", FakeGrafana.TOKEN);
        return variables;
    }

    /** What must never be said. */
    String[] secrets() {
        return new String[] {TwoRegistries.PASSWORD, GitHubInMemory.TOKEN, FakeGrafana.TOKEN, "PRIVATE KEY"};
    }

    List<String> sources() {
        return List.copyOf(lock.sources().keySet());
    }

    String commit(String source) {
        return lock.sources().get(source).sha();
    }

    /** Requests that changed something, as each server has noted them. */
    List<String> writes(String inPath) {
        List<String> writes = new ArrayList<>(registries.writes(inPath));
        git.requests().stream()
                .filter(line -> line.contains("git-receive-pack") && line.startsWith("POST"))
                .forEach(writes::add);
        writes.addAll(s3.writes());
        writes.addAll(gcs.writes());
        writes.addAll(github.writes());
        writes.addAll(grafana.writes);
        return writes;
    }

    @Override
    public void close() throws IOException {
        grafana.close();
        github.close();
        gcs.close();
        s3.close();
        git.close();
        registries.close();
    }
}
