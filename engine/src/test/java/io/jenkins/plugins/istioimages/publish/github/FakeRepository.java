package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a repository on a fake GitHub has. */
public final class FakeRepository {
    final String name;
    public final Set<String> commits = new HashSet<>();
    /** Names of tags to what they stand for: a commit or a tag object. */
    final Map<String, String> refs = new TreeMap<>();

    final Map<String, ObjectNode> tagObjects = new HashMap<>();
    public final Map<Long, ObjectNode> releases = new LinkedHashMap<>();
    public final Map<Long, List<FakeAsset>> assets = new HashMap<>();
    boolean writable = true;

    FakeRepository(String name) {
        this.name = name;
    }

    /** An asset; content is null where the upload broke. Two of them are never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    public record FakeAsset(long id, String name, String type, byte[] content) {
        ObjectNode json(String address, boolean digests) {
            ObjectNode json = Json.object()
                    .put("id", id)
                    .put("name", name)
                    .put("state", content == null ? "starter" : "uploaded")
                    .put("size", content == null ? 0 : content.length)
                    .put("content_type", type)
                    .put("browser_download_url", address + "/download/" + name);
            return content != null && digests
                    ? json.put("digest", Digest.sha256(content).toString())
                    : json.putNull("digest");
        }
    }

    /** The commit that a tag leads to. */
    public Optional<String> commit(String tag) {
        return Optional.ofNullable(refs.get(tag))
                .map(sha -> tagObjects.containsKey(sha)
                        ? tagObjects.get(sha).path("object").path("sha").asText()
                        : sha);
    }

    ObjectNode ref(String tag) {
        String sha = refs.get(tag);
        ObjectNode json = Json.object().put("ref", "refs/tags/" + tag);
        json.putObject("object").put("sha", sha).put("type", tagObjects.containsKey(sha) ? "tag" : "commit");
        return json;
    }

    ObjectNode tag(JsonNode asked) {
        String sha = Digest.sha256(Json.canonical(asked)).hex().substring(0, 40);
        ObjectNode tag =
                Json.object().put("sha", sha).put("tag", asked.path("tag").asText());
        tag.put("message", asked.path("message").asText()).set("tagger", asked.path("tagger"));
        tag.putObject("object")
                .put("sha", asked.path("object").asText())
                .put("type", asked.path("type").asText());
        tagObjects.put(sha, tag);
        return tag;
    }

    ObjectNode release(long id, JsonNode asked, String address) {
        ObjectNode release = Json.object()
                .put("id", id)
                .put("html_url", address + "/" + name + "/releases/" + id)
                .put("upload_url", address + "/repos/" + name + "/releases/" + id + "/assets{?name,label}");
        releases.put(id, release);
        assets.put(id, new ArrayList<>());
        return change(release, asked);
    }

    /** As the real one: a release that is published without its tag gets a plain one. */
    ObjectNode change(ObjectNode release, JsonNode asked) {
        for (String field : List.of("tag_name", "target_commitish", "name", "body", "draft", "prerelease")) {
            if (asked.has(field)) {
                release.set(field, asked.get(field));
            }
        }
        if (!release.path("draft").asBoolean()) {
            refs.putIfAbsent(
                    release.path("tag_name").asText(),
                    release.path("target_commitish").asText());
        }
        return release;
    }

    Optional<ObjectNode> published(String tag) {
        return releases.values().stream()
                .filter(release -> !release.path("draft").asBoolean()
                        && release.path("tag_name").asText().equals(tag))
                .findFirst();
    }

    ArrayNode assetList(long release, String address, boolean digests) {
        ArrayNode list = Json.array();
        assets.get(release).forEach(asset -> list.add(asset.json(address, digests)));
        return list;
    }
}
