package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a token says that it allows, where it is a JWT with a list of that (distribution "Token Authentication
 * Implementation"). It is only read to tell in time what the registry will refuse; nothing is trusted for it.
 */
final class TokenClaims {
    private TokenClaims() {}

    /** What may be done with a repository; empty where the token does not say so. */
    static Optional<SortedSet<String>> actions(String token, Repository repository) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode access = Json.readObject(Base64.getUrlDecoder().decode(parts[1]), "token")
                    .path("access");
            return access.isArray() ? Optional.of(actions(access, repository)) : Optional.empty();
        } catch (MalformedContentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SortedSet<String> actions(JsonNode access, Repository repository) {
        SortedSet<String> actions = new TreeSet<>();
        for (JsonNode one : access) {
            if (one.path("type").asText().equals("repository")
                    && one.path("name").asText().equals(repository.path())) {
                one.path("actions").forEach(action -> actions.add(action.asText()));
            }
        }
        return actions;
    }
}
