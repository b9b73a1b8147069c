package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** Objects with generations, and uploads that have begun. Each method happens in one moment. */
public final class GcsObjects {
    private final Map<String, Stored> objects = new TreeMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    /** What is sent again to a session that has ended gets the same answer. */
    private final Map<String, Stored> finished = new HashMap<>();

    private long generations = 1_700_000_000_000_000L;
    private int ids;
    private int conflicts;

    /** What Google says no with. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String reason;

        Refusal(int status, String reason, String message) {
            super(message);
            this.status = status;
            this.reason = reason;
        }

        int status() {
            return status;
        }

        String reason() {
            return reason;
        }
    }

    /** An object as it is. Two of them are never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stored(String key, byte[] content, long generation, ObjectNode asked) {
        String type() {
            return asked.path("contentType").asText("application/octet-stream");
        }

        String crc32c() {
            CRC32C sum = new CRC32C();
            sum.update(content);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                            .putInt((int) sum.getValue())
                            .array());
        }

        ObjectNode json(String bucket) {
            ObjectNode json = asked.deepCopy()
                    .put("kind", "storage#object")
                    .put("id", bucket + "/" + key + "/" + generation)
                    .put("name", key)
                    .put("bucket", bucket)
                    .put("generation", Long.toString(generation))
                    .put("metageneration", "1")
                    .put("size", Integer.toString(content.length))
                    .put("crc32c", crc32c())
                    .put("storageClass", "STANDARD");
            return json;
        }
    }

    private record Session(String key, ObjectNode asked, Optional<String> condition, ByteArrayOutputStream content) {}

    /** Keys below a prefix. */
    public synchronized Set<String> keys(String prefix) {
        Set<String> keys = new TreeSet<>(objects.keySet());
        keys.removeIf(key -> !key.startsWith(prefix));
        return keys;
    }

    /** An object's text. */
    public synchronized Optional<String> text(String key) {
        return content(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** An object's content. */
    public synchronized Optional<byte[]> content(String key) {
        return Optional.ofNullable(objects.get(key)).map(Stored::content);
    }

    /** What the object was said to be. */
    public synchronized ObjectNode metadata(String key) {
        return objects.get(key).asked();
    }

    /** How many writes had a condition that did not hold. */
    public synchronized int conflicts() {
        return conflicts;
    }

    /** Stores an object past everybody. */
    public synchronized void put(String key, String text) {
        objects.put(key, new Stored(key, text.getBytes(StandardCharsets.UTF_8), ++generations, Json.object()));
    }

    synchronized ObjectNode list(String prefix, Optional<String> most) {
        ObjectNode json = Json.object().put("kind", "storage#objects");
        ArrayNode items = json.putArray("items");
        objects.values().stream()
                .filter(stored -> stored.key().startsWith(prefix))
                .limit(most.map(Long::parseLong).orElse(Long.MAX_VALUE))
                .forEach(stored -> items.add(stored.json(GcsServer.BUCKET)));
        return json;
    }

    synchronized Optional<Stored> find(String key, Optional<String> generation) {
        Optional<Stored> found = Optional.ofNullable(objects.get(key));
        if (found.isPresent()) {
            check(key, generation);
        }
        return found;
    }

    synchronized String begin(String key, ObjectNode asked, Optional<String> condition) {
        checkWrite(key, condition);
        String id = "session-" + ++ids;
        sessions.put(id, new Session(key, asked, condition, new ByteArrayOutputStream()));
        return id;
    }

    /**
     * A piece of an upload.
     *
     * @param from where it belongs; empty where only is asked what has come
     * @param total size of all, if it is known
     * @return the object, when the last piece has come
     */
    synchronized Optional<Stored> piece(String id, Optional<Long> from, byte[] bytes, Optional<Long> total) {
        if (finished.containsKey(id)) {
            return Optional.of(finished.get(id));
        }
        Session session = Optional.ofNullable(sessions.get(id))
                .orElseThrow(() -> new Refusal(404, "notFound", "no such session"));
        if (from.isPresent() && from.get() != session.content().size()) {
            throw new Refusal(503, "backendError", "not where it goes on");
        }
        if (from.isPresent()) {
            session.content().writeBytes(bytes);
        }
        if (total.isEmpty() || total.get() != session.content().size()) {
            return Optional.empty();
        }
        return Optional.of(finish(id, session));
    }

    synchronized long received(String id) {
        return sessions.get(id).content().size();
    }

    private Stored finish(String id, Session session) {
        checkWrite(session.key(), session.condition());
        Stored stored = new Stored(session.key(), session.content().toByteArray(), ++generations, session.asked());
        objects.put(session.key(), stored);
        finished.put(id, stored);
        return stored;
    }

    private void checkWrite(String key, Optional<String> condition) {
        try {
            check(key, condition);
        } catch (Refusal refusal) {
            conflicts++;
            throw refusal;
        }
    }

    private void check(String key, Optional<String> condition) {
        long now = objects.containsKey(key) ? objects.get(key).generation() : 0;
        if (condition.isPresent() && Long.parseLong(condition.get()) != now) {
            throw new Refusal(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
        }
    }
}
