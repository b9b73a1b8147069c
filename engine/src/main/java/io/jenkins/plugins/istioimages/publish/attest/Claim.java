package io.jenkins.plugins.istioimages.publish.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What is claimed of an image.
 *
 * @param predicateType URI of the kind of claim
 * @param predicate the claim
 */
public record Claim(String predicateType, ObjectNode predicate) {
    /** Larger documents are refused, in bytes: as a tree it takes a dozen times as much memory. */
    private static final long LARGEST = 8 << 20;

    public Claim {
        predicate = predicate.deepCopy();
    }

    /** A copy of the claim. */
    @Override
    public ObjectNode predicate() {
        return predicate.deepCopy();
    }

    /**
     * Whether another predicate of the same type says the same. Of provenance it does not matter which run it was of, and
     * when: what was built before from the same is found and not built again, and its first build stays told.
     */
    boolean isSaidBy(ObjectNode other) {
        return Arrays.equals(comparable(other), comparable(predicate));
    }

    /**
     * Whether a statement that another program wrote says the same: its numbers may have gone through floating point.
     *
     * @throws MalformedContentException if it is none
     */
    public boolean isSaidIn(byte[] statement) {
        Statement other = Statement.parse(statement, "a statement");
        return other.predicateType().equals(predicateType)
                && withoutRun(other.predicate()).equals(Claim::compare, withoutRun(predicate));
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return 0;
        }
        return one.isNumber() && other.isNumber() && Double.compare(one.doubleValue(), other.doubleValue()) == 0
                ? 0
                : 1;
    }

    private byte[] comparable(ObjectNode document) {
        return Json.canonical(withoutRun(document));
    }

    private ObjectNode withoutRun(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        if (predicateType.equals(PredicateType.PROVENANCE) && copy.get("runDetails") instanceof ObjectNode run) {
            run.remove("metadata");
        }
        return copy;
    }

    /**
     * Reads a document, such as an SBOM.
     *
     * @param type URI or short name of what it is
     * @throws InputException if it cannot be read, is no JSON object or too large to be attached
     */
    public static Claim read(String type, Path file) {
        String predicateType = PredicateType.parse(type);
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException(
                        file + " has " + Files.size(file) + " bytes; at most " + LARGEST + " are attached to an image");
            }
            return new Claim(predicateType, Json.readObject(Files.readAllBytes(file), file.toString()));
        } catch (MalformedContentException e) {
            throw new InputException(e.getMessage() + "; what is attached as " + predicateType + " is JSON", e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
