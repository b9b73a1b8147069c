package io.jenkins.plugins.istioimages.publish.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import java.net.URI;

/**
 * A release as it is on GitHub.
 *
 * @param page where people see it
 * @param uploads where its assets are sent to
 */
record FoundRelease(
        long id, String tag, String title, String notes, boolean draft, boolean prerelease, URI page, URI uploads) {
    static FoundRelease of(JsonNode release) {
        try {
            return new FoundRelease(
                    release.path("id").asLong(),
                    release.path("tag_name").asText(),
                    text(release.path("name")),
                    text(release.path("body")),
                    release.path("draft").asBoolean(),
                    release.path("prerelease").asBoolean(),
                    URI.create(release.path("html_url").asText()),
                    URI.create(release.path("upload_url").asText().replaceFirst("\\{.*", "")));
        } catch (IllegalArgumentException e) {
            throw new ApiException("GitHub describes a release with an address that is none", 0, e);
        }
    }

    /** GitHub has null for what was never given. */
    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.asText();
    }

    String words() {
        return ReleaseOrder.words(title, notes);
    }

    String state() {
        return ReleaseOrder.state(draft, prerelease);
    }
}
