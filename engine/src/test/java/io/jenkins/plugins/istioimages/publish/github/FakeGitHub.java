package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.github.FakeRepository.FakeAsset;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.Reply.Trouble;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GitHub on a loopback port with a memory: the requests that the documentation describes for tags and releases, and
 * what it says of their failures. A test may let any request go wrong, and hears of each when it is through.
 */
public final class FakeGitHub implements AutoCloseable {
    public static final String TOKEN = "ghp_right";
    private static final Pattern PATH = Pattern.compile("/repos/([^/]+/[^/]+)(/.*)?");

    final Map<String, FakeRepository> repositories = new LinkedHashMap<>();
    final List<String> writes = new CopyOnWriteArrayList<>();
    /** Number and call to an answer in place of the right one. */
    volatile BiFunction<Integer, Call, Optional<Reply>> trouble = (number, call) -> Optional.empty();
    /** Hears of each change of state. */
    public volatile Runnable watcher = () -> {};

    volatile boolean digests = true;
    private final TinyServer storage = new TinyServer(this::stored);
    private final TinyServer server = new TinyServer(this::answer);
    private int requests;
    private long ids = 100;
    private volatile String outside;

    public String address() {
        return outside == null ? server.address() : outside;
    }

    public int port() {
        return Integer.parseInt(server.host().replaceFirst(".*:", ""));
    }

    /** From now on, it is found elsewhere. */
    public void behind(String address) {
        outside = address;
    }

    synchronized int requests() {
        return requests;
    }

    /** Whether anybody has shown a token to the place that downloads are redirected to. */
    boolean tokenLeaked() {
        return storage.calls().stream()
                .anyMatch(call -> call.header("Authorization").isPresent());
    }

    int downloads() {
        return storage.calls().size();
    }

    public FakeRepository repository(String name) {
        return repositories.computeIfAbsent(name, FakeRepository::new);
    }

    /** A release that is there before anybody publishes. */
    ObjectNode release(String repository, String tag, boolean draft, String body) {
        ObjectNode asked = Json.object()
                .put("tag_name", tag)
                .put("name", "Istio " + tag)
                .put("body", body)
                .put("draft", draft)
                .put("prerelease", false)
                .put("target_commitish", "master");
        return repository(repository).release(++ids, asked, address());
    }

    /** @param content null for an upload that broke */
    void asset(String repository, ObjectNode release, String name, byte[] content) {
        repository(repository)
                .assets
                .get(release.path("id").asLong())
                .add(new FakeAsset(++ids, name, "application/octet-stream", content));
    }

    private synchronized Reply answer(Call call) {
        Optional<Reply> wrong = trouble.apply(++requests, call);
        Reply reply = wrong.orElseGet(() -> right(call));
        watcher.run();
        return reply;
    }

    /** Does what is asked; the answer may be lost then. */
    Reply right(Call call) {
        if (!call.method().equals("GET")) {
            writes.add(call.toString());
        }
        if (call.header("Authorization").filter(("Bearer " + TOKEN)::equals).isEmpty()) {
            return error(401, "Bad credentials");
        }
        Matcher path = PATH.matcher(call.path());
        if (!path.matches() || !repositories.containsKey(path.group(1))) {
            return error(404, "Not Found");
        }
        FakeRepository repository = repositories.get(path.group(1));
        String rest = path.group(2) == null ? "" : path.group(2);
        return rest.startsWith("/git/") ? git(call, repository, rest) : releases(call, repository, rest);
    }

    private Reply git(Call call, FakeRepository repository, String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (call.method() + path.substring(0, path.length() - last.length())) {
            case "GET/git/ref/tags/" ->
                repository.refs.containsKey(last) ? json(200, repository.ref(last)) : error(404, "Not Found");
            case "GET/git/tags/" -> json(200, repository.tagObjects.get(last));
            case "GET/git/commits/" ->
                repository.commits.contains(last) ? json(200, Json.object().put("sha", last)) : error(404, "Not Found");
            case "POST/git/" ->
                last.equals("tags") ? json(201, repository.tag(body(call))) : createRef(repository, body(call));
            case "PATCH/git/refs/tags/" -> {
                repository.refs.put(last, body(call).path("sha").asText());
                yield json(200, repository.ref(last));
            }
            default -> error(404, "Not Found");
        };
    }

    private static Reply createRef(FakeRepository repository, JsonNode asked) {
        String tag = asked.path("ref").asText().replace("refs/tags/", "");
        if (repository.refs.putIfAbsent(tag, asked.path("sha").asText()) != null) {
            return error(422, "Reference already exists");
        }
        return json(201, repository.ref(tag));
    }

    private Reply releases(Call call, FakeRepository repository, String path) {
        if (path.isEmpty()) {
            ObjectNode json = Json.object().put("full_name", repository.name);
            json.putObject("permissions").put("push", repository.writable);
            return json(200, json);
        }
        String[] parts = path.substring(1).split("/", -1);
        if (parts.length == 1) {
            return call.method().equals("POST") ? create(repository, body(call)) : page(repository, call);
        }
        if (parts[1].equals("tags")) {
            return repository.published(parts[2]).map(r -> json(200, r)).orElseGet(() -> error(404, "Not Found"));
        }
        if (parts[1].equals("assets")) {
            return asset(call, repository, Long.parseLong(parts[2]));
        }
        long id = Long.parseLong(parts[1]);
        if (!repository.releases.containsKey(id)) {
            return error(404, "Not Found");
        }
        if (parts.length == 2 && call.method().equals("DELETE")) {
            repository.releases.remove(id);
            repository.assets.remove(id);
            return Reply.of(204);
        }
        if (parts.length == 2) {
            return json(200, repository.change(repository.releases.get(id), body(call)));
        }
        return call.method().equals("POST")
                ? upload(call, repository, id)
                : json(200, repository.assetList(id, address(), digests));
    }

    private Reply create(FakeRepository repository, JsonNode asked) {
        if (repository.published(asked.path("tag_name").asText()).isPresent()) {
            return error(422, "Validation Failed");
        }
        return json(201, repository.release(++ids, asked, address()));
    }

    private static Reply page(FakeRepository repository, Call call) {
        int size = Integer.parseInt(call.parameter("per_page").orElse("30"));
        int page = Integer.parseInt(call.parameter("page").orElse("1"));
        ArrayNode list = Json.array();
        repository.releases.values().stream()
                .skip((long) size * (page - 1))
                .limit(size)
                .forEach(list::add);
        return json(200, list);
    }

    private Reply upload(Call call, FakeRepository repository, long release) {
        String name = call.parameter("name").orElseThrow();
        List<FakeAsset> assets = repository.assets.get(release);
        if (assets.stream().anyMatch(asset -> asset.name().equals(name))) {
            return json(422, Json.readObject("""
                    {"message":"Validation Failed","errors":[{"resource":"ReleaseAsset","code":"already_exists"}]}""".getBytes(StandardCharsets.UTF_8), "error"));
        }
        FakeAsset asset = new FakeAsset(++ids, name, call.header("Content-Type").orElseThrow(), call.body());
        assets.add(asset);
        return json(201, asset.json(address(), digests));
    }

    /** An upload that breaks in the middle: something of that name is there then, and is nothing. */
    void breakUpload(Call call) {
        Matcher path = PATH.matcher(call.path());
        if (path.matches()) {
            long release = Long.parseLong(path.group(2).split("/", -1)[2]);
            call.half();
            repository(path.group(1))
                    .assets
                    .get(release)
                    .add(new FakeAsset(++ids, call.parameter("name").orElseThrow(), "", null));
        }
    }

    private Reply asset(Call call, FakeRepository repository, long id) {
        for (List<FakeAsset> assets : repository.assets.values()) {
            for (FakeAsset asset : assets) {
                if (asset.id() == id && call.method().equals("DELETE")) {
                    assets.remove(asset);
                    return Reply.of(204);
                } else if (asset.id() == id) {
                    return Reply.of(302).header("Location", storage.address() + "/" + id);
                }
            }
        }
        return error(404, "Not Found");
    }

    private synchronized Reply stored(Call call) {
        long id = Long.parseLong(call.path().substring(1));
        return repositories.values().stream()
                .flatMap(repository -> repository.assets.values().stream())
                .flatMap(List::stream)
                .filter(asset -> asset.id() == id)
                .map(asset -> Reply.of(200).body(asset.content()))
                .findFirst()
                .orElseGet(() -> Reply.of(404));
    }

    static boolean isUpload(Call call) {
        return call.method().equals("POST") && call.path().matches(".*/releases/[0-9]+/assets");
    }

    static Reply cut() {
        return Reply.broken(Trouble.RESET);
    }

    static Reply error(int status, String message) {
        return json(status, Json.object().put("message", message));
    }

    private static JsonNode body(Call call) {
        return Json.read(call.body(), "request");
    }

    private static Reply json(int status, JsonNode content) {
        return Reply.of(status).header("Content-Type", "application/json").body(Json.canonical(content));
    }

    @Override
    public void close() {
        server.close();
        storage.close();
    }
}
