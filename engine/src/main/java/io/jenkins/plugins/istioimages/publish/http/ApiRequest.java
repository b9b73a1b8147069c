package io.jenkins.plugins.istioimages.publish.http;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request to a web API.
 *
 * @param headers but for those of the body and the token
 * @param repeatable whether it may be sent again when it is not known what came of it
 * @param operation what it is for, in the user's words: the subject of every message
 */
public record ApiRequest(
        String method, URI uri, Map<String, String> headers, ApiBody body, boolean repeatable, String operation) {
    public ApiRequest {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public static ApiRequest get(URI uri, String operation) {
        return new ApiRequest("GET", uri, Map.of(), ApiBody.none(), true, operation);
    }

    public static ApiRequest delete(URI uri, String operation) {
        return new ApiRequest("DELETE", uri, Map.of(), ApiBody.none(), true, operation);
    }

    /** Changes something to what the body says: the same however often it is sent. */
    public static ApiRequest patch(URI uri, ApiBody body, String operation) {
        return new ApiRequest("PATCH", uri, Map.of(), body, true, operation);
    }

    /** Makes something, and another one if it is sent again. */
    public static ApiRequest post(URI uri, ApiBody body, String operation) {
        return new ApiRequest("POST", uri, Map.of(), body, false, operation);
    }

    /** The same, where a second one makes nothing more. */
    public ApiRequest andAgain() {
        return new ApiRequest(method, uri, headers, body, true, operation);
    }

    public ApiRequest with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new ApiRequest(method, uri, more, body, repeatable, operation);
    }

    ApiRequest at(URI other) {
        return new ApiRequest(method, other, headers, body, repeatable, operation);
    }
}
