package io.jenkins.plugins.istioimages.envoy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code envoy --version} says: {@code REVISION/NUMBER/STATUS/TYPE/SSL} (Envoy source/common/version/version.cc).
 *
 * @param revision commit of istio/proxy that it was built from
 * @param number of Envoy, like {@code 1.22.5}; empty where the binary cannot be run and does not hold it as text
 * @param rest what else it says, like {@code Clean/RELEASE/BoringSSL}; empty as the number
 */
public record EnvoyVersion(String revision, String number, String rest) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{40})/([0-9A-Za-z.+-]+)/([A-Za-z]+/[A-Za-z]+/[A-Za-z0-9._-]+)");

    /** A version of which no more is known. */
    static EnvoyVersion of(String revision) {
        return new EnvoyVersion(revision, "", "");
    }

    /** The version in a text; empty if there is none. */
    static Optional<EnvoyVersion> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.find()
                ? Optional.of(new EnvoyVersion(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    static Optional<EnvoyVersion> find(List<String> lines) {
        return lines.stream().flatMap(line -> find(line).stream()).findFirst();
    }

    /**
     * Whether both are of one commit and, as far as they tell it, of one Envoy. How they were compiled may differ: a
     * patch makes a tree {@code Modified}.
     */
    boolean agreesWith(EnvoyVersion other) {
        return revision.equals(other.revision)
                && (number.isEmpty() || other.number.isEmpty() || number.equals(other.number));
    }

    /** As Envoy says it, as far as it is known. */
    @Override
    public String toString() {
        return number.isEmpty() ? revision : revision + "/" + number + "/" + rest;
    }
}
