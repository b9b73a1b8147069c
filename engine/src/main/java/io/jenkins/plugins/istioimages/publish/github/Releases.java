package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.http.ApiAnswer;
import io.jenkins.plugins.istioimages.publish.http.ApiBody;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import io.jenkins.plugins.istioimages.publish.http.ApiRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Releases of a repository and their assets, by GitHub's API. */
final class Releases {
    private final GitHubApi api;
    private final GitHubRepository repository;
    private static final int UNPROCESSABLE = 422;

    /** An asset never changes, so neither does its digest. */
    private final Map<Long, String> digests = new ConcurrentHashMap<>();

    Releases(GitHubApi api, GitHubRepository repository) {
        this.api = api;
        this.repository = repository;
    }

    /**
     * The release of a version. Drafts are found among all releases only.
     *
     * @throws ApiException if there are several drafts of it
     */
    Optional<FoundRelease> find(String version) {
        Optional<FoundRelease> published = api.find(
                        api.uri(repository, "/releases/tags/" + version), operation(version))
                .map(FoundRelease::of);
        return published.isPresent() ? published : listed(version);
    }

    private Optional<FoundRelease> listed(String version) {
        List<FoundRelease> all = all(version);
        Optional<FoundRelease> published =
                all.stream().filter(release -> !release.draft()).findFirst();
        if (published.isEmpty() && all.size() > 1) {
            throw new ApiException(
                    operation(version) + ": there are " + all.size() + " drafts of it, "
                            + all.get(0).page() + " and " + all.get(1).page() + "; delete those that are not wanted",
                    0);
        }
        return published.or(() -> all.stream().findFirst());
    }

    private List<FoundRelease> all(String version) {
        return api.list(repository, "/releases", operation(version)).stream()
                .map(FoundRelease::of)
                .filter(release -> release.tag().equals(version))
                .toList();
    }

    /**
     * Makes a draft, unless there is a release by then. Of two who publish at once each may make one: all of them are
     * looked at then by each, the oldest stays, and whoever has made another takes that away.
     */
    FoundRelease draft(ReleaseOrder order) {
        String version = order.version();
        ObjectNode content = described(order).put("draft", true);
        ApiRequest request = GitHubApi.typed(api.post(repository, "/releases", content, operation(version)));
        FoundRelease made = api.client()
                .make(
                        request,
                        () -> oldest(all(version)),
                        answer -> answer.status() == UNPROCESSABLE
                                ? find(version).orElseThrow(() -> refused(request, answer))
                                : FoundRelease.of(
                                        GitHubApi.accepted(request, answer).json()));
        List<FoundRelease> all = new ArrayList<>(all(version));
        all.add(made);
        FoundRelease stays = oldest(all).orElse(made);
        if (stays.id() != made.id() && made.draft()) {
            delete(api.uri(repository, "/releases/" + made.id()), operation(version));
        }
        return stays;
    }

    private static ApiException refused(ApiRequest request, ApiAnswer answer) {
        GitHubApi.accepted(request, answer);
        return new ApiException(request.operation() + ": GitHub answered " + answer.status(), answer.status());
    }

    private static Optional<FoundRelease> oldest(List<FoundRelease> all) {
        return all.stream().min(Comparator.comparing(FoundRelease::draft).thenComparing(FoundRelease::id));
    }

    /** Title, notes and mark of a release, which stays what it is otherwise. */
    void describe(FoundRelease release, ReleaseOrder order) {
        patch(release, described(order), order);
    }

    /** Lets everybody see it. Which of several minors is the latest is left to GitHub, which compares the versions. */
    void publish(FoundRelease release, ReleaseOrder order) {
        ObjectNode content = described(order).put("draft", false).put("make_latest", "legacy");
        if (patch(release, content, order).path("draft").asBoolean(true)) {
            throw new ApiException(operation(order.version()) + ": GitHub leaves it a draft", 0);
        }
    }

    private JsonNode patch(FoundRelease release, ObjectNode content, ReleaseOrder order) {
        URI uri = api.uri(repository, "/releases/" + release.id());
        return api.ask(ApiRequest.patch(uri, ApiBody.json(content), operation(order.version())));
    }

    /** With the commit, as who publishes a draft whose tag is missing makes one: at the default branch, or there. */
    private static ObjectNode described(ReleaseOrder order) {
        return Json.object()
                .put("tag_name", order.version())
                .put("target_commitish", order.commit())
                .put("name", order.title())
                .put("body", order.notes())
                .put("prerelease", order.prerelease());
    }

    List<FoundAsset> assets(FoundRelease release) {
        return api.list(repository, "/releases/" + release.id() + "/assets", operation(release.tag())).stream()
                .map(FoundAsset::of)
                .toList();
    }

    /**
     * Sends a file. Whether GitHub has taken it is not known after some failures.
     *
     * @return empty if there is an asset of that name
     */
    Optional<FoundAsset> upload(FoundRelease release, ReleaseAsset asset) {
        URI uri = URI.create(release.uploads() + "?name=" + asset.name().replace("+", "%2B"));
        api.checkOwn(uri);
        ApiBody body = ApiBody.file(asset.type(), asset.file(), asset.size());
        ApiRequest request = ApiRequest.post(uri, body, "asset " + asset.name() + " of " + repository);
        ApiAnswer answer = api.client().send(GitHubApi.typed(request));
        if (answer.status() == 422 && answer.text().contains("already_exists")) {
            return Optional.empty();
        }
        return Optional.of(FoundAsset.of(GitHubApi.accepted(request, answer).json()));
    }

    void delete(FoundAsset asset) {
        delete(api.uri(repository, "/releases/assets/" + asset.id()), "asset " + asset.name() + " of " + repository);
    }

    /** What is gone already is as it should be. */
    private void delete(URI uri, String operation) {
        ApiRequest request = ApiRequest.delete(uri, operation);
        ApiAnswer answer = api.client().send(GitHubApi.typed(request));
        if (answer.status() != 404) {
            GitHubApi.accepted(request, answer);
        }
    }

    /** What an asset holds: as GitHub says it, or else by reading it. */
    String digest(FoundAsset asset) {
        return asset.digest()
                .orElseGet(() -> digests.computeIfAbsent(asset.id(), id -> {
                    URI uri = api.uri(repository, "/releases/assets/" + id);
                    ApiRequest request = ApiRequest.get(uri, "asset " + asset.name() + " of " + repository);
                    return api.client().digest(request.with("Accept", "application/octet-stream"), asset.size());
                }));
    }

    private String operation(String version) {
        return "release " + version + " of " + repository;
    }
}
