package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.publish.cosign.CertificateIdentity;
import io.jenkins.plugins.istioimages.publish.cosign.CosignProgram;
import io.jenkins.plugins.istioimages.publish.cosign.Keyless;
import io.jenkins.plugins.istioimages.publish.cosign.Sigstore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Signatures without a key: who signs, and which Sigstore certifies it. Mixed into what signs and what verifies. */
final class KeylessOptions {
    @Option(
            names = "--cosign",
            paramLabel = "PROGRAM",
            defaultValue = CosignProgram.NAME,
            description = "the program that signs with keys that are in no file, and without keys (default:"
                    + " ${DEFAULT-VALUE})")
    private String cosign;

    @Option(
            names = "--certificate-identity",
            paramLabel = "SUBJECT",
            description = "without a key: whose signatures count, an address or a URI, as the certificate has it")
    private String identity;

    @Option(
            names = "--certificate-identity-regexp",
            paramLabel = "REGEXP",
            description = "the same as an expression in Go's form; it should begin with ^ and end with $")
    private String identityPattern;

    @Option(
            names = "--certificate-oidc-issuer",
            paramLabel = "URL",
            description = "without a key: who has vouched for it, such as https://token.actions.githubusercontent.com")
    private String issuer;

    @Option(
            names = "--certificate-oidc-issuer-regexp",
            paramLabel = "REGEXP",
            description = "the same as an expression in Go's form")
    private String issuerPattern;

    @Option(
            names = "--identity-token-file",
            paramLabel = "FILE",
            description = "holds the token that says who signs without a key; else the identity that a job of GitHub,"
                    + " GitLab (SIGSTORE_ID_TOKEN), Buildkite, Google's cloud or SPIFFE has")
    private Path token;

    @Option(
            names = "--signing-config",
            paramLabel = "FILE",
            description = "services of a private Sigstore, for cosign 3; else the public one")
    private Path signingConfig;

    @Option(
            names = "--trusted-root",
            paramLabel = "FILE",
            description = "certificates and public keys of a private Sigstore, for cosign 3")
    private Path trustedRoot;

    @Option(names = "--fulcio-url", paramLabel = "URL", description = "where a private Sigstore makes certificates")
    private URI fulcio;

    @Option(names = "--rekor-url", paramLabel = "URL", description = "the transparency log of a private Sigstore")
    private URI rekor;

    @Option(
            names = "--use-signed-timestamps",
            description = "the time of a signature without a key is that of a timestamp authority, not of a log")
    private boolean timestamps;

    @Option(
            names = "--insecure-ignore-tlog",
            description = "signatures without a key need be in no transparency log: for a private Sigstore without one")
    private boolean withoutLog;

    @Option(names = "--insecure-ignore-sct", description = "and their certificates in no log of certificates")
    private boolean withoutCertificateLog;

    /** Whose signatures count, where that is said. */
    Optional<CertificateIdentity> identity() {
        return CertificateIdentity.of(
                Optional.ofNullable(identity),
                Optional.ofNullable(identityPattern),
                Optional.ofNullable(issuer),
                Optional.ofNullable(issuerPattern));
    }

    /** The program with keys of services. */
    CosignProgram program(Map<String, String> environment) {
        return new CosignProgram(cosign, environment);
    }

    /** The program without a key; it is looked for. */
    Keyless keyless(Map<String, String> environment, StoreOptions stores) {
        Sigstore sigstore = new Sigstore(
                Optional.ofNullable(token),
                Optional.ofNullable(signingConfig),
                Optional.ofNullable(trustedRoot),
                Optional.ofNullable(fulcio),
                Optional.ofNullable(rekor),
                new Sigstore.Checks(timestamps, withoutLog, withoutCertificateLog));
        return Keyless.open(program(environment), sigstore, new RegistryPasses(stores.access()));
    }
}
