package io.jenkins.plugins.istioimages.registry.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@link FakeRegistry} asks of a request before it looks at it. */
final class Guards {
    private Guards() {}

    /** One user, one password. */
    record Basic(String user, String password) implements Function<Call, Optional<Reply>> {
        @Override
        public Optional<Reply> apply(Call call) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return call.header("Authorization")
                            .filter(("Basic " + pair)::equals)
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(Reply.error(401, "UNAUTHORIZED", "authentication required")
                            .header("WWW-Authenticate", "Basic realm=\"test\""));
        }
    }

    /** A token that allows what is asked for. */
    record Bearer(TokenServer tokens, String realm) implements Function<Call, Optional<Reply>> {
        private static final Pattern NAME = Pattern.compile("/v2/(.+?)/(manifests|blobs|tags|referrers)(?:/.*)?");

        @Override
        public Optional<Reply> apply(Call call) {
            Matcher matcher = NAME.matcher(call.path());
            if (!matcher.matches()) {
                // At its base a registry says how, and takes any token.
                return call.path().equals("/v2/")
                                && call.header("Authorization").isEmpty()
                        ? Optional.of(refusal(""))
                        : Optional.empty();
            }
            String action = call.method().equals("DELETE") && matcher.group(2).equals("manifests")
                    ? "delete"
                    : call.method().equals("GET") || call.method().equals("HEAD") ? "pull" : "push";
            String token = call.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
            boolean allowed = tokens.allows(token, matcher.group(1), action)
                    && call.parameter("from").stream().allMatch(from -> tokens.allows(token, from, "pull"));
            if (allowed) {
                return Optional.empty();
            }
            return Optional.of(refusal("scope=\"repository:" + matcher.group(1) + ":" + action + "\","));
        }

        private Reply refusal(String scope) {
            return Reply.error(401, "UNAUTHORIZED", "authentication required")
                    .header(
                            "WWW-Authenticate",
                            "Bearer " + scope + "service=\"" + TokenServer.SERVICE + "\", realm=\"" + realm + "\"");
        }
    }
}
