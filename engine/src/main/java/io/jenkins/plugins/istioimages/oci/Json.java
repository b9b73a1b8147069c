package io.jenkins.plugins.istioimages.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as trees: strict on the way in (duplicate keys, trailing text and deep nesting are refused), canonical on the way
 * out (UTF-8, no white space, keys in code-unit order as in RFC 8785), so that equal values give equal digests.
 */
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // A number of somebody else's field keeps its digits: 2.50 stays 2.50.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * Reads one JSON object.
     *
     * @param what names the content in the error, for example {@code "manifest sha256:…"}
     * @throws MalformedContentException if it is not JSON, not an object, has a duplicate key or nests too deep
     */
    public static ObjectNode readObject(byte[] content, String what) {
        JsonNode node = read(content, what);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedContentException(what + " is not a JSON object");
    }

    /**
     * Reads one JSON object without one of its fields, which may be large: it is checked and not kept.
     *
     * @param without name of the field
     * @param what names the content in the error
     * @throws MalformedContentException as {@link #readObject}
     */
    public static ObjectNode readObjectWithout(byte[] content, String without, String what) {
        ObjectReader values = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try (JsonParser parser = MAPPER.createParser(content)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedContentException(what + " is not a JSON object");
            }
            ObjectNode result = object();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(without)) {
                    parser.skipChildren();
                } else {
                    result.set(name, values.<JsonNode>readTree(parser));
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedContentException(what + " is not valid JSON: something follows the object");
            }
            return result;
        } catch (JsonProcessingException e) {
            throw new MalformedContentException(what + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedContentException(what + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    /** Reads any JSON value; see {@link #readObject}. */
    public static JsonNode read(byte[] content, String what) {
        try {
            JsonNode node = MAPPER.readTree(content);
            if (node == null || node.isMissingNode()) {
                throw new MalformedContentException(what + " is empty, expected JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new MalformedContentException(what + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedContentException(what + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Canonical bytes: what is hashed and pushed. */
    public static byte[] canonical(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(sorted(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values always has a JSON form", e);
        }
    }

    /** Indented with sorted keys: for people and files. Ends with a line feed. */
    public static String pretty(JsonNode node) {
        try {
            return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(sorted(node)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values always has a JSON form", e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode result = object();
            fields.forEach(result::set);
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = array();
            array.forEach(element -> result.add(sorted(element)));
            return result;
        }
        return node;
    }
}
