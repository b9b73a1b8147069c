package io.jenkins.plugins.istioimages.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * istio's {@code istio.deps}: a JSON array of objects that name a repository and the commit that is used of it
 * (release-builder pkg/model/model.go, IstioDep). Mostly a commit id, in newer trees also a tag.
 */
final class IstioDeps {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> revisions;

    private IstioDeps(Map<String, String> revisions) {
        this.revisions = revisions;
    }

    /** @throws SourceFileException if it is malformed */
    static IstioDeps parse(SourceText file) {
        Map<String, String> revisions = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(file.text())) {
            expect(file, json, json.nextToken(), JsonToken.START_ARRAY, "an array of dependencies");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(
                        file,
                        json,
                        json.currentToken(),
                        JsonToken.START_OBJECT,
                        "an object with repoName and lastStableSHA");
                dependency(file, json, revisions);
            }
            if (json.nextToken() != null) {
                throw new SourceFileException(at(file, json.currentTokenLocation()), "something follows the array");
            }
            return new IstioDeps(revisions);
        } catch (JsonProcessingException e) {
            throw new SourceFileException(at(file, e.getLocation()), "malformed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new SourceFileException(file.at(0), "malformed JSON: " + e.getMessage());
        }
    }

    /** The commit or tag of a repository; as upstream does, the last entry counts. */
    Optional<String> revision(String repoName) {
        return Optional.ofNullable(revisions.get(repoName)).filter(revision -> !revision.isBlank());
    }

    /** The repositories that are named, in the order of the file. */
    Set<String> repoNames() {
        return revisions.keySet();
    }

    private static void dependency(SourceText file, JsonParser json, Map<String, String> revisions) throws IOException {
        String repoName = "";
        String revision = "";
        for (JsonToken token = json.nextToken(); token == JsonToken.FIELD_NAME; token = json.nextToken()) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("repoName") || field.equals("lastStableSHA")) {
                expect(file, json, value, JsonToken.VALUE_STRING, "text for " + field);
                if (field.equals("repoName")) {
                    repoName = json.getText();
                } else {
                    revision = json.getText().strip();
                }
            } else {
                json.skipChildren();
            }
        }
        if (!repoName.isEmpty()) {
            revisions.put(repoName, revision);
        }
    }

    private static void expect(SourceText file, JsonParser json, JsonToken found, JsonToken wanted, String words) {
        if (found != wanted) {
            throw new SourceFileException(at(file, json.currentTokenLocation()), "expected " + words);
        }
    }

    private static SourceLocation at(SourceText file, JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? file.at(0)
                : new SourceLocation(file.name(), location.getLineNr(), Math.max(1, location.getColumnNr()));
    }
}
