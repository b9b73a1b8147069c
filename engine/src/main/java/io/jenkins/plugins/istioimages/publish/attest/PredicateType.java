package io.jenkins.plugins.istioimages.publish.attest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;

/** Kinds of claims: a URI, or the short name by which cosign knows some of them ({@code cosign attest --type}). */
public final class PredicateType {
    /** How something was built: SLSA, version 1. */
    public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    /** What says it of an attestation, in cosign's layout, to those who do not read it. */
    public static final String ANNOTATION = "predicateType";

    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "slsaprovenance1", PROVENANCE,
            "slsaprovenance02", "https://slsa.dev/provenance/v0.2",
            "spdxjson", "https://spdx.dev/Document",
            "cyclonedx", "https://cyclonedx.org/bom",
            "vuln", "https://cosign.sigstore.dev/attestation/vuln/v1",
            "openvex", "https://openvex.dev/ns"));

    private PredicateType() {}

    /**
     * The URI of a kind.
     *
     * @param text a URI or a short name
     * @throws InputException if it is neither
     */
    public static String parse(String text) {
        String known = NAMES.get(text);
        if (known != null) {
            return known;
        }
        try {
            if (new URI(text).isAbsolute()) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new InputException("predicate type '" + text + "' is neither a URI nor one of "
                + String.join(", ", NAMES.keySet()) + NearestName.hint(text, NAMES.keySet()));
    }
}
