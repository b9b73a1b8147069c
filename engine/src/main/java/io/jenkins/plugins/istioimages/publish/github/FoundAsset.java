package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import java.net.URI;
import java.util.Optional;

/**
 * An asset as it is on GitHub.
 *
 * @param state {@code uploaded}, or {@code starter} for what broke on its way
 * @param digest {@code sha256:…}; servers before 2025 have none
 * @param link where it is downloaded
 */
record FoundAsset(long id, String name, long size, String state, Optional<String> digest, URI link) {
    static FoundAsset of(JsonNode asset) {
        try {
            return new FoundAsset(
                    asset.path("id").asLong(),
                    asset.path("name").asText(),
                    asset.path("size").asLong(),
                    asset.path("state").asText(),
                    Optional.of(asset.path("digest").asText("")).filter(digest -> digest.startsWith("sha256:")),
                    URI.create(asset.path("browser_download_url").asText()));
        } catch (IllegalArgumentException e) {
            throw new ApiException("GitHub describes an asset with an address that is none", 0, e);
        }
    }

    /** Whether GitHub has all of it. */
    boolean whole() {
        return state.equals("uploaded");
    }
}
