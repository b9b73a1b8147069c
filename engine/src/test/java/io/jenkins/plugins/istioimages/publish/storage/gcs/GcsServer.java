package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsObjects.Refusal;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsObjects.Stored;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Google Cloud Storage on a loopback port, as far as its JSON API's documentation describes what we ask: sign-in of a
 * service account, listing, metadata, content, permissions, and uploads in sessions, with preconditions that are kept in
 * the same moment as the write. All objects are in memory, in one bucket.
 */
public final class GcsServer implements AutoCloseable {
    /** The one bucket. */
    public static final String BUCKET = "releases";

    private static final String TOKEN = "ya29.right";
    private static final Pattern OBJECT = Pattern.compile("(?:/download)?/storage/v1/b/[^/]+/o/(.+)");
    private static final Pattern CHUNK = Pattern.compile("bytes (?:\\*|([0-9]+)-([0-9]+))/(?:\\*|([0-9]+))");

    private final TinyServer server = new TinyServer(this::answer);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    /** What is stored. */
    public final GcsObjects objects = new GcsObjects();

    private volatile Function<Call, Optional<Reply>> trouble = call -> Optional.empty();
    private volatile boolean writable = true;

    public int port() {
        return Integer.parseInt(server.host().replaceFirst(".*:", ""));
    }

    public String endpoint() {
        return server.address();
    }

    /** Where a service account's key is exchanged for a token. */
    public String tokens() {
        return endpoint() + "/token";
    }

    /** Method and target of all requests so far, but those to sign in. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Those that change something. */
    public List<String> writes() {
        return requests.stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    /** From now on, whether our account may write. */
    public void writable(boolean allowed) {
        writable = allowed;
    }

    /** From now on, an answer in place of the right one. */
    public void trouble(Function<Call, Optional<Reply>> wrong) {
        trouble = wrong;
    }

    /** Forgets the requests so far. */
    public void forget() {
        requests.clear();
        server.forget();
    }

    /** Google's way to say no. */
    public static Reply refusal(int status, String reason, String message) {
        ObjectNode json = Json.object();
        ObjectNode error = json.putObject("error").put("code", status).put("message", message);
        error.putArray("errors")
                .addObject()
                .put("domain", "global")
                .put("reason", reason)
                .put("message", message);
        return json(status, json);
    }

    private Reply answer(Call call) {
        if (call.path().equals("/token")) {
            return token(call);
        }
        requests.add(call.toString());
        return trouble.apply(call).orElseGet(() -> right(call));
    }

    private Reply right(Call call) {
        try {
            if (call.header("Authorization").filter(("Bearer " + TOKEN)::equals).isEmpty()) {
                throw new Refusal(401, "authError", "Invalid Credentials");
            }
            return serve(call);
        } catch (Refusal refusal) {
            return refusal(refusal.status(), refusal.reason(), refusal.getMessage());
        }
    }

    private Reply serve(Call call) {
        Matcher object = OBJECT.matcher(call.path());
        if (!call.path().contains("/b/" + BUCKET + "/")) {
            throw new Refusal(404, "notFound", "The specified bucket does not exist.");
        } else if (call.path().endsWith("/iam/testPermissions")) {
            return json(200, permissions(call.query().get("permissions")));
        } else if (call.path().startsWith("/upload/")) {
            return upload(call);
        } else if (call.path().endsWith("/o")) {
            return json(200, objects.list(call.parameter("prefix").orElse(""), call.parameter("maxResults")));
        } else if (object.matches()) {
            return read(call, URLDecoder.decode(object.group(1), StandardCharsets.UTF_8));
        }
        throw new Refusal(404, "notFound", "Not Found");
    }

    private ObjectNode permissions(List<String> asked) {
        ObjectNode json = Json.object();
        ArrayNode granted = json.putArray("permissions");
        asked.stream()
                .filter(one -> writable || !one.matches(".*\\.(create|delete)"))
                .forEach(granted::add);
        return json;
    }

    private Reply read(Call call, String key) {
        Stored stored = objects.find(key, call.parameter("ifGenerationMatch"))
                .orElseThrow(() -> new Refusal(404, "notFound", "No such object: " + BUCKET + "/" + key));
        if (!call.parameter("alt").orElse("").equals("media")) {
            return json(200, stored.json(BUCKET));
        }
        Optional<String> range = call.header("Range");
        int from = range.map(text -> Integer.parseInt(text.replaceAll("bytes=([0-9]+)-.*", "$1")))
                .orElse(0);
        byte[] content = stored.content();
        if (from > 0 && from >= content.length) {
            throw new Refusal(416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
        }
        return Reply.of(range.isPresent() ? 206 : 200)
                .header("X-Goog-Generation", Long.toString(stored.generation()))
                .header("X-Goog-Hash", "crc32c=" + stored.crc32c())
                .header("Content-Type", stored.type())
                .sharedBody(Arrays.copyOfRange(content, from, content.length));
    }

    /** A session begins with what the object shall be, and goes on with pieces of its content. */
    private Reply upload(Call call) {
        if (!writable) {
            throw new Refusal(403, "forbidden", "may not storage.objects.create");
        }
        Optional<String> id = call.parameter("upload_id");
        if (id.isPresent()) {
            return piece(call, id.get());
        }
        String session = objects.begin(
                call.parameter("name").orElseThrow(),
                Json.readObject(content(call), "upload"),
                call.parameter("ifGenerationMatch"));
        return Reply.of(200)
                .header(
                        "Location",
                        "http://" + call.header("Host").orElseThrow() + call.path() + "?uploadType=resumable&upload_id="
                                + session);
    }

    private Reply piece(Call call, String session) {
        byte[] bytes = content(call);
        Matcher chunk = CHUNK.matcher(
                call.header("Content-Range").orElse("bytes 0-" + (bytes.length - 1) + "/" + bytes.length));
        if (!chunk.matches()) {
            throw new Refusal(400, "badRequest", "Failed to parse Content-Range header.");
        }
        Optional<Stored> whole = objects.piece(
                session,
                Optional.ofNullable(chunk.group(1)).map(Long::parseLong),
                bytes,
                Optional.ofNullable(chunk.group(3)).map(Long::parseLong));
        if (whole.isPresent()) {
            return json(200, whole.get().json(BUCKET));
        }
        long received = objects.received(session);
        Reply more = Reply.of(308).header("Content-Length", "0");
        return received > 0 ? more.header("Range", "bytes=0-" + (received - 1)) : more;
    }

    private static Reply token(Call call) {
        return call.form().containsKey("grant_type") && call.form().containsKey("assertion")
                ? json(
                        200,
                        Json.object()
                                .put("access_token", TOKEN)
                                .put("expires_in", 3600)
                                .put("token_type", "Bearer"))
                : json(400, Json.object().put("error", "invalid_grant"));
    }

    private static byte[] content(Call call) {
        if (call.header("Content-Encoding").filter("gzip"::equals).isEmpty()) {
            return call.body();
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(call.body()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Refusal(400, "badRequest", "no gzip");
        }
    }

    private static Reply json(int status, ObjectNode json) {
        return Reply.of(status)
                .header("Content-Type", "application/json; charset=UTF-8")
                .sharedBody(Json.canonical(json));
    }

    @Override
    public void close() {
        server.close();
    }
}
