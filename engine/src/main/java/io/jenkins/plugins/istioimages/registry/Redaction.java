package io.jenkins.plugins.istioimages.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes secrets out of what a server says, should it repeat what it was sent. */
final class Redaction {
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Removes a credential's secret, and the form it is sent in. */
    static Redaction of(Optional<Credential> credential) {
        List<String> secrets = new ArrayList<>();
        credential.map(Credential::secret).ifPresent(secrets::add);
        credential
                .flatMap(TokenClient::basic)
                .map(b -> b.substring("Basic ".length()))
                .ifPresent(secrets::add);
        return new Redaction(secrets);
    }

    /** Removes one more. */
    Redaction and(Optional<String> secret) {
        List<String> more = new ArrayList<>(secrets);
        secret.ifPresent(more::add);
        return new Redaction(more);
    }

    String apply(String text) {
        String result = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                result = result.replace(secret, "***");
            }
        }
        return result;
    }
}
