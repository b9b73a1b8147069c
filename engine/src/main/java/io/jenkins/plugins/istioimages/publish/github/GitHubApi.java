package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.http.ApiAnswer;
import io.jenkins.plugins.istioimages.publish.http.ApiBody;
import io.jenkins.plugins.istioimages.publish.http.ApiClient;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import io.jenkins.plugins.istioimages.publish.http.ApiRequest;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** GitHub's REST API with a token, which goes to the server's API and its place for uploads only. */
public final class GitHubApi {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;

    private final GitHubServer server;
    private final ApiClient client;

    /**
     * @param token of a user or app that may write contents
     * @param listener hears why something is waited for
     */
    public GitHubApi(
            GitHubServer server, BearerToken token, Patience patience, Pauses pauses, Consumer<String> listener) {
        this.server = server;
        this.client =
                new ApiClient(Optional.of(token), List.of(server.api(), server.uploads()), patience, pauses, listener);
    }

    GitHubServer server() {
        return server;
    }

    ApiClient client() {
        return client;
    }

    /** @throws ApiException if an address that GitHub gave is not the server's own, where the token must not go */
    void checkOwn(URI uri) {
        if (!client.isHome(uri)) {
            throw new ApiException("GitHub names an address for uploads that is not its own: " + uri.getHost(), 0);
        }
    }

    /** A person's page of a repository. */
    URI page(GitHubRepository repository, String path) {
        return URI.create(stripped(server.web()) + "/" + repository + path);
    }

    /** The address of something of a repository; the path begins with a slash or is empty. */
    URI uri(GitHubRepository repository, String path) {
        return URI.create(stripped(server.api()) + "/repos/" + repository + path);
    }

    /** As the API asks for it. */
    static ApiRequest typed(ApiRequest request) {
        return request.with("Accept", "application/vnd.github+json").with("X-GitHub-Api-Version", "2022-11-28");
    }

    /** Sends, and takes no refusal. */
    JsonNode ask(ApiRequest request) {
        return accepted(request, client.send(typed(request))).json();
    }

    /** Reads something that may be missing. */
    Optional<JsonNode> find(URI uri, String operation) {
        ApiRequest request = ApiRequest.get(uri, operation);
        ApiAnswer answer = client.send(typed(request));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(accepted(request, answer).json());
    }

    /** All pages of a list. */
    List<JsonNode> list(GitHubRepository repository, String path, String operation) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI uri = uri(repository, path + "?per_page=" + PAGE + "&page=" + page);
            JsonNode elements = ask(ApiRequest.get(uri, operation));
            elements.forEach(all::add);
            if (elements.size() < PAGE) {
                return all;
            }
        }
        throw new ApiException(operation + ": the list does not end after " + all.size() + " elements", 0);
    }

    ApiRequest post(GitHubRepository repository, String path, JsonNode content, String operation) {
        return ApiRequest.post(uri(repository, path), ApiBody.json(content), operation);
    }

    static ApiAnswer accepted(ApiRequest request, ApiAnswer answer) {
        if (!answer.ok()) {
            throw ApiException.of(request, answer);
        }
        return answer;
    }

    /**
     * Checks by reading that the token may write to a repository.
     *
     * @throws ApiException if it says that it may not; tokens of apps say nothing
     * @throws InputException if there is no such repository, or the token may not see it
     */
    void checkWritable(GitHubRepository repository) {
        JsonNode found = find(uri(repository, ""), "repository " + repository)
                .orElseThrow(() -> new InputException("there is no repository " + repository + " on "
                        + server.web().getHost() + ", or the token may not see it"));
        if (found.path("archived").asBoolean(false)) {
            throw new ApiException("repository " + repository + " is archived, nothing can be written to it", 0);
        }
        JsonNode push = found.path("permissions").path("push");
        if (push.isBoolean() && !push.asBoolean()) {
            throw new ApiException("the token may not write to " + repository, 403);
        }
    }

    private static String stripped(URI uri) {
        return uri.toString().replaceFirst("/+$", "");
    }
}
