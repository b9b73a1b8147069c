package io.jenkins.plugins.istioimages.publish.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An in-toto statement (in-toto/attestation, spec/v1/statement.md): something is claimed of subjects.
 *
 * @param predicateType what kind of claim
 * @param subjects what it is about
 * @param predicate the claim
 */
public record Statement(String predicateType, List<Subject> subjects, ObjectNode predicate) {
    private static final String TYPE = "https://in-toto.io/Statement/v1";
    /** Of the version before; cosign 2 still writes it. */
    private static final String OLD_TYPE = "https://in-toto.io/Statement/v0.1";

    private static final String PREDICATE = "predicate";

    public Statement {
        subjects = List.copyOf(subjects);
        predicate = predicate.deepCopy();
    }

    /**
     * Something that is claimed of.
     *
     * @param name a repository; a hint for people only
     * @param digest of a manifest or index
     */
    public record Subject(String name, Digest digest) {}

    /** A copy of the claim. */
    @Override
    public ObjectNode predicate() {
        return predicate.deepCopy();
    }

    /** Whether it is about a manifest, too. */
    public boolean isAbout(Digest manifest) {
        return subjects.stream().anyMatch(subject -> subject.digest().equals(manifest));
    }

    /** Canonical bytes, which are signed. */
    public byte[] bytes() {
        ObjectNode json = Json.object().put("_type", TYPE).put("predicateType", predicateType);
        ArrayNode list = json.putArray("subject");
        for (Subject subject : subjects) {
            list.addObject()
                    .put("name", subject.name())
                    .putObject("digest")
                    .put(subject.digest().algorithm().id(), subject.digest().hex());
        }
        json.set(PREDICATE, predicate);
        return Json.canonical(json);
    }

    /**
     * The bytes of a statement whose claim is there as JSON, and may be too large for a tree: as {@link #bytes}, with the
     * claim's bytes as they are.
     */
    public static byte[] bytes(String predicateType, List<Subject> subjects, byte[] predicate) {
        byte[] rest = new Statement(predicateType, subjects, Json.object()).bytes();
        String empty = "\"" + PREDICATE + "\":{}";
        int at = new String(rest, StandardCharsets.ISO_8859_1).indexOf(empty) + empty.length() - 2;
        return ByteBuffer.allocate(rest.length - 2 + predicate.length)
                .put(rest, 0, at)
                .put(predicate)
                .put(rest, at + 2, rest.length - at - 2)
                .array();
    }

    /**
     * Reads a statement of version 1 or 0.1. Subjects with digests of other algorithms than images have are left out.
     *
     * @param what names it in the error
     * @throws MalformedContentException if it is none
     */
    public static Statement parse(byte[] content, String what) {
        return parse(Json.readObject(content, what), what);
    }

    /**
     * Reads a statement without its claim, which may be large: the predicate of the result is empty.
     *
     * @param what names it in the error
     * @throws MalformedContentException if it is none
     */
    public static Statement parseHead(byte[] content, String what) {
        return parse(Json.readObjectWithout(content, PREDICATE, what), what);
    }

    private static Statement parse(ObjectNode json, String what) {
        String type = json.path("_type").asText("");
        if (!type.equals(TYPE) && !type.equals(OLD_TYPE)) {
            throw new MalformedContentException(what + " is of the type '" + type + "', not '" + TYPE + "'");
        }
        String predicateType = json.path("predicateType").asText("");
        if (predicateType.isEmpty() || !json.path("subject").isArray()) {
            throw new MalformedContentException(what + " has no predicateType or no subject");
        }
        List<Subject> subjects = new ArrayList<>();
        for (JsonNode subject : json.get("subject")) {
            subject.path("digest")
                    .properties()
                    .forEach(entry -> addSubject(
                            subjects,
                            subject.path("name").asText(""),
                            entry.getKey() + ":" + entry.getValue().asText("")));
        }
        return new Statement(
                predicateType, subjects, json.get(PREDICATE) instanceof ObjectNode claim ? claim : Json.object());
    }

    private static void addSubject(List<Subject> subjects, String name, String digest) {
        try {
            subjects.add(new Subject(name, Digest.parse(digest)));
        } catch (InputException e) {
            // A git commit, say: no image has such a digest.
        }
    }
}
