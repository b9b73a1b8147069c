package io.jenkins.plugins.istioimages.registry.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A token server for one user, who may do all but what {@link #refuse} says. Others may pull. Tokens are opaque unless a
 * signer makes them what a real registry reads.
 */
public final class TokenServer implements AutoCloseable {
    public static final String SERVICE = "test-registry";
    public static final String IDENTITY_TOKEN = "identity-token-of-bob";

    private final TinyServer server;
    private final String user;
    private final String password;
    private final Function<ArrayNode, String> signer;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Duration lifetime = Duration.ofMinutes(5);
    private volatile Predicate<String> refused = scope -> false;

    private record Grant(List<String> scopes, long ends) {}

    public TokenServer(String user, String password) {
        this(user, password, null);
    }

    /** @param signer makes a token of the list of what it allows, null for opaque ones */
    public TokenServer(String user, String password, Function<ArrayNode, String> signer) {
        this.user = user;
        this.password = password;
        this.signer = signer;
        this.server = new TinyServer(this::answer);
    }

    public String realm() {
        return server.address() + "/token";
    }

    /** Every request so far. */
    public List<Call> calls() {
        return server.calls();
    }

    /** How long tokens last from now on. */
    public void lifetime(Duration newLifetime) {
        lifetime = newLifetime;
    }

    /** Scopes like {@code repository:a/b:pull} that are not granted, one action each. */
    public void refuse(Predicate<String> scope) {
        refused = scope;
    }

    /** Makes all tokens worthless. */
    public void revokeAll() {
        grants.clear();
    }

    boolean allows(String token, String repository, String action) {
        Grant grant = grants.get(token);
        return grant != null
                && grant.ends - System.nanoTime() > 0
                && grant.scopes.contains("repository:" + repository + ":" + action);
    }

    private Reply answer(Call call) {
        boolean post = call.method().equals("POST");
        Map<String, List<String>> fields = post ? call.form() : call.query();
        Optional<String> authorization = call.header("Authorization");
        boolean known = post
                ? fields.getOrDefault("refresh_token", List.of()).contains(IDENTITY_TOKEN)
                : authorization.filter(basic()::equals).isPresent();
        if (!known && (post || authorization.isPresent())) {
            return Reply.error(401, "UNAUTHORIZED", "unknown user or wrong password");
        }
        List<String> granted = granted(fields, known, post);
        String token = signer == null ? "opaque-token-" + count.incrementAndGet() : signer.apply(access(granted));
        grants.put(token, new Grant(granted, System.nanoTime() + lifetime.toNanos()));
        ObjectNode json = Json.object()
                .put(post ? "access_token" : "token", token)
                .put("expires_in", Math.max(1, lifetime.toSeconds()));
        return Reply.of(200).header("Content-Type", "application/json").body(Json.canonical(json));
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> granted(Map<String, List<String>> fields, boolean known, boolean post) {
        List<String> result = new ArrayList<>();
        for (String field : fields.getOrDefault("scope", List.of())) {
            for (String scope : post ? List.of(field.split(" ", -1)) : List.of(field)) {
                int colon = scope.lastIndexOf(':');
                for (String action : scope.substring(colon + 1).split(",", -1)) {
                    String one = scope.substring(0, colon) + ":" + action;
                    if ((known || action.equals("pull")) && !refused.test(one)) {
                        result.add(one);
                    }
                }
            }
        }
        return result;
    }

    private static ArrayNode access(List<String> granted) {
        ArrayNode all = Json.array();
        for (String scope : granted) {
            String[] parts = scope.split(":", 3);
            all.addObject()
                    .put("type", parts[0])
                    .put("name", parts[1])
                    .putArray("actions")
                    .add(parts[2]);
        }
        return all;
    }

    @Override
    public void close() {
        server.close();
    }
}
