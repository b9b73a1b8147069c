package io.jenkins.plugins.istioimages.registry;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One step of the protocol, before authentication, redirects and retries.
 *
 * @param operation what it does, in the user's words, for messages: {@code pulling manifest ghcr.io/x/y:1}
 * @param method HTTP method
 * @param uri where to
 * @param access what it needs to be allowed; empty for requests that carry no credential of the registry
 * @param headers besides authorization
 * @param body empty for none
 * @param answerCap largest answer body that is read into memory, in bytes
 * @param streamed whether a successful answer's body is handed out as a stream
 */
record Request(
        String operation,
        String method,
        URI uri,
        Optional<Access> access,
        Map<String, String> headers,
        Optional<RequestBody> body,
        int answerCap,
        boolean streamed) {
    /** Enough for any error message; answers that matter have limits of their own. */
    static final int SMALL = 64 * 1024;

    Request {
        headers = new TreeMap<>(headers);
    }

    static Request of(String operation, String method, URI uri, Access access) {
        return new Request(operation, method, uri, Optional.of(access), Map.of(), Optional.empty(), SMALL, false);
    }

    /** A request to someone who is no registry, such as a token server. */
    static Request foreign(String operation, String method, URI uri) {
        return new Request(operation, method, uri, Optional.empty(), Map.of(), Optional.empty(), SMALL, false);
    }

    Request withHeader(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Request(operation, method, uri, access, all, body, answerCap, streamed);
    }

    Request withBody(String contentType, RequestBody newBody) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", contentType);
        return new Request(operation, method, uri, access, all, Optional.of(newBody), answerCap, streamed);
    }

    Request withAnswerCap(int bytes) {
        return new Request(operation, method, uri, access, headers, body, bytes, streamed);
    }

    Request withStreamedAnswer() {
        return new Request(operation, method, uri, access, headers, body, answerCap, true);
    }

    Request withUri(URI newUri) {
        return new Request(operation, method, newUri, access, headers, body, answerCap, streamed);
    }
}
