package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who signed without a key, as the certificate of the signature has to say it. Expressions are in Go's form, and cosign
 * compares.
 *
 * @param subject an address, a name or a URI; an expression where {@code subjectPattern}
 * @param subjectPattern whether the subject is an expression
 * @param issuer URL of who has vouched for it; an expression where {@code issuerPattern}
 * @param issuerPattern whether the issuer is an expression
 */
public record CertificateIdentity(String subject, boolean subjectPattern, String issuer, boolean issuerPattern) {
    public CertificateIdentity {
        if (subject.isBlank() || issuer.isBlank()) {
            throw new InputException("an identity is a subject and its issuer, and neither is empty");
        }
    }

    /**
     * Takes one of each pair.
     *
     * @return nothing where nothing is given
     * @throws InputException if half of it is missing, or both of a pair are given
     */
    public static Optional<CertificateIdentity> of(
            Optional<String> subject,
            Optional<String> subjectPattern,
            Optional<String> issuer,
            Optional<String> issuerPattern) {
        if (Stream.of(subject, subjectPattern, issuer, issuerPattern).allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        if (subject.isPresent() == subjectPattern.isPresent() || issuer.isPresent() == issuerPattern.isPresent()) {
            throw new InputException("an identity is --certificate-identity or --certificate-identity-regexp, and"
                    + " --certificate-oidc-issuer or --certificate-oidc-issuer-regexp: one of each");
        }
        return Optional.of(new CertificateIdentity(
                subject.or(() -> subjectPattern).orElseThrow(),
                subjectPattern.isPresent(),
                issuer.or(() -> issuerPattern).orElseThrow(),
                issuerPattern.isPresent()));
    }

    /** As cosign takes it. */
    List<String> arguments() {
        return new ArrayList<>(List.of(
                "--certificate-identity" + (subjectPattern ? "-regexp" : ""),
                subject,
                "--certificate-oidc-issuer" + (issuerPattern ? "-regexp" : ""),
                issuer));
    }

    @Override
    public String toString() {
        return shown(subject, subjectPattern) + " of " + shown(issuer, issuerPattern);
    }

    private static String shown(String text, boolean pattern) {
        return pattern ? "/" + text + "/" : text;
    }
}
