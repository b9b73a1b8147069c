package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fetches tokens: GET with Basic authentication or none (distribution "Token Authentication Specification"), POST with
 * an identity token ("OAuth2 Token Authentication").
 */
final class TokenClient {
    private static final int LARGEST_ANSWER = 1024 * 1024;
    /** What a token without a term lasts, by the specification. */
    private static final long USUAL_SECONDS = 60;
    /** Longer than any that would still fit into a request's head. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,65536}");

    private final Retrier retrier;
    private final Redirector redirector;

    TokenClient(Retrier retrier, Redirector redirector) {
        this.retrier = retrier;
        this.redirector = redirector;
    }

    /**
     * Fetches.
     *
     * @param need what the token is for, in the user's words
     * @param realm already checked by {@link RealmPolicy}
     * @throws AccessDeniedException if the token server refuses
     * @throws RegistryException if it does not answer as it should
     */
    Token fetch(String need, URI realm, Optional<String> service, Set<Scope> scopes, Optional<Credential> credential) {
        String operation = need + ": fetching a token for "
                + scopes.stream().map(Scope::toString).collect(Collectors.joining(" ")) + " from " + Origin.of(realm);
        Optional<String> basic = credential.flatMap(TokenClient::basic);
        Request request = credential.orElse(null) instanceof Credential.IdentityToken identity
                ? post(operation, realm, service, scopes, identity)
                : get(operation, realm, service, scopes);
        long askedAt = System.nanoTime();
        Answer answer = retrier.send(request.withAnswerCap(LARGEST_ANSWER), step -> redirector.follow(step, basic));
        if (!answer.isSuccess()) {
            throw refused(request, answer, credential);
        }
        return token(operation, answer.content(), askedAt);
    }

    static Optional<String> basic(Credential credential) {
        if (credential instanceof Credential.Password password) {
            byte[] pair = (password.username() + ":" + password.password()).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return Optional.empty();
    }

    private static Request get(String operation, URI realm, Optional<String> service, Set<Scope> scopes) {
        StringBuilder query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery() + "&");
        service.ifPresent(s -> query.append("service=").append(encode(s)).append('&'));
        scopes.forEach(s -> query.append("scope=").append(encode(s.toString())).append('&'));
        String path = realm.getRawPath() == null || realm.getRawPath().isEmpty() ? "/" : realm.getRawPath();
        String address = realm.getScheme() + "://" + realm.getRawAuthority() + path;
        String asked = query.isEmpty() ? "" : "?" + query.substring(0, query.length() - 1);
        return Request.foreign(operation, "GET", URI.create(address + asked));
    }

    private static Request post(
            String operation, URI realm, Optional<String> service, Set<Scope> scopes, Credential.IdentityToken token) {
        String joined = scopes.stream().map(Scope::toString).collect(Collectors.joining(" "));
        String form = "grant_type=refresh_token&client_id=istio-images&refresh_token=" + encode(token.token())
                + "&service=" + encode(service.orElse("")) + "&scope=" + encode(joined);
        return Request.foreign(operation, "POST", realm)
                .withBody(
                        "application/x-www-form-urlencoded", RequestBody.of(form.getBytes(StandardCharsets.US_ASCII)));
    }

    private static RuntimeException refused(Request request, Answer answer, Optional<Credential> credential) {
        String who = credential.map(Credential::described).orElse("nobody");
        RuntimeException failure = Failures.of(
                request, answer, who, text -> Redaction.of(credential).apply(text));
        // A token server that does not know the account or the repository says so with 400 or 404.
        return answer.is(400, 404) ? new AccessDeniedException(failure.getMessage(), failure) : failure;
    }

    private static Token token(String operation, byte[] content, long askedAt) {
        try {
            ObjectNode json = Json.readObject(content, "the answer of the token server");
            String value = json.path("token").asText("");
            if (value.isEmpty()) {
                value = json.path("access_token").asText("");
            }
            if (!TOKEN.matcher(value).matches()) {
                throw new RegistryException(operation + ": the answer has no usable token");
            }
            long seconds = json.path("expires_in").asLong(USUAL_SECONDS);
            long lifetime = seconds <= 0
                    ? USUAL_SECONDS
                    : Math.min(seconds, Duration.ofDays(1).toSeconds());
            return Token.lasting(value, askedAt, Duration.ofSeconds(lifetime));
        } catch (MalformedContentException e) {
            throw new RegistryException(operation + ": " + e.getMessage(), e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
