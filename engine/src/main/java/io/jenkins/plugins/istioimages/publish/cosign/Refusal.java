package io.jenkins.plugins.istioimages.publish.cosign;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells that something is not signed as it should be from that nobody could tell: a registry or a Sigstore that does not
 * answer must not be a reason to sign again. cosign has statuses for some of it (cmd/cosign/errors/exit_codes.go), and
 * ends with 1 for the rest.
 */
final class Refusal {
    /** No signature, none that is right, none with a certificate. */
    private static final Set<Integer> STATUSES = Set.of(10, 12, 13);

    private static final Pattern WORDS = Pattern.compile("no matching (?:signatures|attestations)"
            + "|no signatures found|no valid bundles exist|no certificate found on signature"
            + "|none of the attestations matched|none of the expected identities matched");

    private static final String ERROR = "Error: ";

    private Refusal() {}

    /** What it says, without what it says before. */
    static String words(CosignProgram.Answer answer) {
        String text = answer.failure();
        int error = text.lastIndexOf(ERROR);
        return error < 0 ? text : "cosign: " + text.substring(error + ERROR.length());
    }

    static boolean isOne(CosignProgram.Answer answer) {
        return STATUSES.contains(answer.exit())
                || WORDS.matcher(answer.failure()).find();
    }
}
