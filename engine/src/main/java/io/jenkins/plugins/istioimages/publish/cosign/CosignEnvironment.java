package io.jenkins.plugins.istioimages.publish.cosign;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What cosign gets of this process's environment: where programs, certificates and proxies are, and what is for the
 * service that has the key. Of its own variables none but passwords: it takes each option from a variable
 * {@code COSIGN_OPTION}, too, and how it is called is not for the environment to say.
 */
final class CosignEnvironment {
    private static final Set<String> ALWAYS = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "TMPDIR",
            "TZ",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "COSIGN_PASSWORD");
    private static final Pattern SECRET =
            Pattern.compile("TOKEN|SECRET|PASSWORD|PASSWD|PIN$|CREDENTIAL|ACCESS_KEY|API_KEY|IDENTITY_HEADER");
    /** Shorter ones would take words out of messages, and are guessed anyway. */
    private static final int SHORTEST_SECRET = 4;

    private final Map<String, String> variables;
    private final Set<String> hidden;

    private CosignEnvironment(Map<String, String> variables, Set<String> hidden) {
        this.variables = Map.copyOf(variables);
        this.hidden = Set.copyOf(hidden);
    }

    /**
     * Takes what it should have.
     *
     * @param prefixes of names that are handed on beside what always is
     */
    static CosignEnvironment of(Map<String, String> environment, Collection<String> prefixes) {
        Map<String, String> taken = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (ALWAYS.contains(name.toUpperCase(Locale.ROOT))
                    || prefixes.stream().anyMatch(name::startsWith)) {
                taken.put(name, value);
            }
        });
        return new CosignEnvironment(taken, Set.of());
    }

    /** The same with one more variable, and with what must not be told. */
    CosignEnvironment with(String name, String value, Set<String> secrets) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put(name, value);
        return new CosignEnvironment(more, secrets);
    }

    Map<String, String> variables() {
        return variables;
    }

    /** A text of cosign's without the secrets that it was given. */
    String withoutSecrets(String text) {
        String clean = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            boolean secret =
                    SECRET.matcher(variable.getKey().toUpperCase(Locale.ROOT)).find();
            if (secret && variable.getValue().length() >= SHORTEST_SECRET) {
                clean = clean.replace(variable.getValue(), "***");
            }
        }
        for (String secret : hidden) {
            clean = secret.length() < SHORTEST_SECRET ? clean : clean.replace(secret, "***");
        }
        return clean.replaceAll("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_.-]+", "***")
                .replaceAll("(pin-value=)[^;&?\\s]+", "$1***")
                .replaceAll("(?i)(bearer|basic)\\s+[A-Za-z0-9+/=._~-]{8,}", "$1 ***");
    }
}
