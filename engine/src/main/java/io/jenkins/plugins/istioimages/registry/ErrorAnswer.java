package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says about an error (distribution-spec, "Error Codes"; RFC 6749, 5.2 for token servers; else the first
 * words of the text).
 *
 * @param codes upper case, as far as there are any
 * @param message one line, fit to be shown
 * @param digests those it names
 */
record ErrorAnswer(List<String> codes, String message, Set<Digest> digests) {
    private static final int SHOWN = 300;
    private static final int MOST_ERRORS = 3;
    private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

    static ErrorAnswer of(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            JsonNode json = Json.read(content, "error");
            return json.path("errors").isArray() ? ofErrors(json.path("errors"), text) : ofFields(json, text);
        } catch (MalformedContentException e) {
            // Plain text or a proxy's page: markup says nothing to the user.
            boolean markup = text.stripLeading().startsWith("<");
            return new ErrorAnswer(List.of(), markup ? "" : Text.line(text, SHOWN), digests(text));
        }
    }

    boolean has(String... wanted) {
        return List.of(wanted).stream().anyMatch(codes::contains);
    }

    private static ErrorAnswer ofErrors(JsonNode errors, String text) {
        List<String> codes = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (JsonNode error : errors) {
            String code = Text.line(error.path("code").asText(""), 60);
            String message = Text.line(error.path("message").asText(""), SHOWN);
            if (!code.isEmpty()) {
                codes.add(code.toUpperCase(Locale.ROOT));
            }
            messages.add(code + (code.isEmpty() || message.isEmpty() ? "" : ": ") + message + detail(error));
        }
        String all = String.join("; ", messages.subList(0, Math.min(MOST_ERRORS, messages.size())));
        return new ErrorAnswer(codes, Text.line(all, SHOWN), digests(text));
    }

    private static String detail(JsonNode error) {
        JsonNode detail = error.path("detail");
        String text = detail.isTextual() ? detail.asText() : detail.isObject() ? detail.toString() : "";
        return text.isEmpty() || text.equals("{}") ? "" : " (" + Text.line(text, SHOWN) + ")";
    }

    private static ErrorAnswer ofFields(JsonNode json, String text) {
        List<String> parts = new ArrayList<>();
        for (String field : List.of("error", "error_description", "message", "details", "detail")) {
            if (json.path(field).isTextual()) {
                parts.add(json.path(field).asText());
            }
        }
        return new ErrorAnswer(List.of(), Text.line(String.join(": ", parts), SHOWN), digests(text));
    }

    private static Set<Digest> digests(String text) {
        Set<Digest> found = new LinkedHashSet<>();
        Matcher matcher = DIGEST.matcher(text);
        while (matcher.find()) {
            found.add(Digest.parse(matcher.group()));
        }
        return found;
    }
}
