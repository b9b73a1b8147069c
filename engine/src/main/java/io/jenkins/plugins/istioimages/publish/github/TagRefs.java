package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.http.ApiAnswer;
import io.jenkins.plugins.istioimages.publish.http.ApiBody;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import io.jenkins.plugins.istioimages.publish.http.ApiRequest;
import io.jenkins.plugins.istioimages.publish.tags.SourceTags;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.net.URI;
import java.util.Optional;

/** Tags of a repository by GitHub's Git Data API. */
final class TagRefs {
    private static final int DEEPEST = 5;

    private final GitHubApi api;
    private final GitHubRepository repository;

    TagRefs(GitHubApi api, GitHubRepository repository) {
        this.api = api;
        this.repository = repository;
    }

    /**
     * How a tag is, and how it should be.
     *
     * @param item what it is called among the others of its target
     */
    Item look(String item, String tag, String commit) {
        return Item.fixed(item, commit, find(tag)).at(api.page(repository, "/tree/" + tag));
    }

    /** The commit that a tag leads to; of one that leads to something else, that. */
    Optional<String> find(String tag) {
        Optional<JsonNode> ref = api.find(api.uri(repository, "/git/ref/tags/" + tag), operation(tag));
        // An older server answers with a list of all that begin like it where there is none.
        return ref.filter(JsonNode::isObject).map(found -> followed(tag, found.path("object")));
    }

    private String followed(String tag, JsonNode object) {
        JsonNode next = object;
        for (int i = 0; i < DEEPEST && next.path("type").asText().equals("tag"); i++) {
            URI uri = api.uri(repository, "/git/tags/" + next.path("sha").asText());
            next = api.ask(ApiRequest.get(uri, operation(tag))).path("object");
        }
        return next.path("sha").asText();
    }

    /** @throws ApiException if the repository does not have the commit */
    void checkCommit(String commit) {
        String operation = "commit " + commit + " of " + repository;
        if (api.find(api.uri(repository, "/git/commits/" + commit), operation).isEmpty()) {
            throw new ApiException(operation + " is not there; it must be pushed before it can be tagged", 404);
        }
    }

    /**
     * Brings an annotated tag: the object first, then the name. An object that is made twice is one.
     *
     * @throws ApiException if the name stands for something else by now
     */
    void bring(Item item, String tag, Tagger tagger) {
        Optional<String> there = find(tag);
        if (there.filter(item.asked()::equals).isPresent()) {
            return;
        }
        if (!there.equals(item.found())) {
            throw changed(tag, item, there);
        }
        String object = object(tag, item.asked(), tagger);
        if (there.isPresent()) {
            move(tag, object);
        } else {
            create(item, tag, object);
        }
    }

    private String object(String tag, String commit, Tagger tagger) {
        ObjectNode content = Json.object()
                .put("tag", tag)
                .put("message", SourceTags.message(tag) + "\n")
                .put("object", commit)
                .put("type", "commit");
        content.putObject("tagger")
                .put("name", tagger.name())
                .put("email", tagger.email())
                .put("date", tagger.when().toString());
        String sha = api.ask(api.post(repository, "/git/tags", content, operation(tag))
                        .andAgain())
                .path("sha")
                .asText();
        if (!sha.matches("[0-9a-f]{40}")) {
            throw new ApiException(operation(tag) + ": GitHub does not name the object that it made", 0);
        }
        return sha;
    }

    /** A second one is refused, so it may be sent again. */
    private void create(Item item, String tag, String object) {
        ObjectNode content = Json.object().put("ref", "refs/tags/" + tag).put("sha", object);
        ApiRequest request = api.post(repository, "/git/refs", content, operation(item.name()))
                .andAgain();
        ApiAnswer answer = api.client().send(GitHubApi.typed(request));
        if (answer.status() == 422) {
            Optional<String> there = find(tag);
            if (there.filter(item.asked()::equals).isPresent()) {
                return;
            }
            if (there.isPresent()) {
                throw changed(tag, item, there);
            }
        }
        GitHubApi.accepted(request, answer);
    }

    private void move(String tag, String object) {
        ObjectNode content = Json.object().put("sha", object).put("force", true);
        api.ask(ApiRequest.patch(api.uri(repository, "/git/refs/tags/" + tag), ApiBody.json(content), operation(tag)));
    }

    private ApiException changed(String tag, Item item, Optional<String> there) {
        return new ApiException(
                operation(tag) + " should point to " + item.asked() + " and points to " + there.orElse("nothing")
                        + " by now",
                0);
    }

    private String operation(String tag) {
        return "tag " + tag + " of " + repository;
    }
}
