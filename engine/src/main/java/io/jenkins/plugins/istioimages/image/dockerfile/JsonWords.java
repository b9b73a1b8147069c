package io.jenkins.plugins.istioimages.image.dockerfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON form of arguments: {@code ["a", "b"]}. What looks like it and is no JSON is the shell form, as in Docker. */
final class JsonWords {
    private JsonWords() {}

    /**
     * The words, or empty if the text is not in JSON form.
     *
     * @throws DockerfileException if it is a JSON list that holds other things than strings
     */
    static Optional<List<String>> parse(SourceLocation at, String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        JsonNode node;
        try {
            node = Json.read(text.getBytes(StandardCharsets.UTF_8), "arguments");
        } catch (MalformedContentException e) {
            return Optional.empty();
        }
        if (!(node instanceof ArrayNode list)) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                throw new DockerfileException(at, "the JSON form takes strings only, found " + element);
            }
            words.add(element.asText());
        }
        return Optional.of(words);
    }
}
