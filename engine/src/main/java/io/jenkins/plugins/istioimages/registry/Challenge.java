package io.jenkins.plugins.istioimages.registry;

import java.util.Map;
import java.util.Optional;

/**
 * One way of authentication that a server offers (RFC 9110, 11.6.1).
 *
 * @param scheme lower case: {@code basic}, {@code bearer}
 * @param parameters by lower-case name; none where the challenge is a bare token
 */
record Challenge(String scheme, Map<String, String> parameters) {
    Challenge {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
