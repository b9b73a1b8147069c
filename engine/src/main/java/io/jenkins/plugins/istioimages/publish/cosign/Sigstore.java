package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which Sigstore signs for us and is believed, and how it knows us. Where all is empty: the public one, and the identity
 * that this machine has of its own, as in a job of GitHub or GitLab.
 *
 * @param identityToken file with a token that says who we are; {@code cosign --identity-token}
 * @param signingConfig its services, for version 3; {@code cosign signing-config create}
 * @param trustedRoot its certificates and public keys, for version 3; {@code cosign trusted-root create}
 * @param fulcio where certificates come from
 * @param rekor its transparency log
 * @param checks what is asked of a signature beside its certificate
 */
public record Sigstore(
        Optional<Path> identityToken,
        Optional<Path> signingConfig,
        Optional<Path> trustedRoot,
        Optional<URI> fulcio,
        Optional<URI> rekor,
        Checks checks) {
    /** Tokens have some kilobytes. */
    private static final long LARGEST_TOKEN = 64 * 1024;

    private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    /** The public one. */
    public static final Sigstore PUBLIC = new Sigstore(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Checks(false, false, false));

    /**
     * How a signature is looked at where a private one has no logs, named as cosign names it.
     *
     * @param signedTimestamps whether its time is that of a timestamp authority
     * @param ignoresLog whether it may be missing in a log of signatures
     * @param ignoresCertificateLog whether its certificate may be missing in a log of certificates
     */
    public record Checks(boolean signedTimestamps, boolean ignoresLog, boolean ignoresCertificateLog) {}

    /** @throws InputException if two of them contradict each other, or half of a pair is missing */
    public Sigstore {
        if (fulcio.isPresent() != rekor.isPresent()) {
            throw new InputException("--fulcio-url and --rekor-url go together: else a private certificate would be"
                    + " written to the public log, or the other way round");
        }
        if (fulcio.isPresent() && signingConfig.isPresent()) {
            throw new InputException("--signing-config names all services; leave --fulcio-url and --rekor-url away");
        }
    }

    /**
     * The same, ready to sign with.
     *
     * @throws InputException if a file is not there, or the token is none
     */
    Sigstore checked() {
        Stream.of(signingConfig, trustedRoot).flatMap(Optional::stream).forEach(file -> {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new InputException("cannot read " + file);
            }
        });
        token();
        return this;
    }

    /**
     * The token as it is now: files of them are written anew from time to time. cosign wants it without a line break.
     *
     * @throws InputException if the file holds none
     */
    Optional<String> token() {
        return identityToken.map(Sigstore::readToken);
    }

    private static String readToken(Path file) {
        try {
            String text = Files.size(file) > LARGEST_TOKEN
                    ? ""
                    : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!TOKEN.matcher(text).matches()) {
                throw new InputException(file + " holds no identity token: expected a JSON Web Token");
            }
            return text;
        } catch (IOException e) {
            throw new InputException("cannot read the identity token " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * What signing needs. Nobody is there to be asked: where there is no token, cosign is not to show one a page.
     *
     * @param version of cosign
     * @throws InputException if that version does not know what is wanted
     */
    List<String> signing(int version) {
        List<String> words = new ArrayList<>(List.of("--yes", "--fulcio-auth-flow=token"));
        checkVersion(version);
        if (version > 2 && fulcio.isPresent()) {
            words.add("--use-signing-config=false");
        }
        fulcio.ifPresent(url -> words.addAll(List.of("--fulcio-url", url.toString())));
        rekor.ifPresent(url -> words.addAll(List.of("--rekor-url", url.toString())));
        signingConfig.ifPresent(file ->
                words.addAll(List.of("--signing-config", file.toAbsolutePath().toString())));
        addRoot(words);
        return words;
    }

    /** What verifying needs. */
    List<String> verifying(int version) {
        List<String> words = new ArrayList<>();
        checkVersion(version);
        if (version == 2) {
            rekor.ifPresent(url -> words.addAll(List.of("--rekor-url", url.toString())));
        }
        if (checks.signedTimestamps()) {
            words.add("--use-signed-timestamps");
        }
        if (checks.ignoresLog()) {
            words.add("--insecure-ignore-tlog");
        }
        if (checks.ignoresCertificateLog()) {
            words.add("--insecure-ignore-sct");
        }
        addRoot(words);
        return words;
    }

    private void addRoot(List<String> words) {
        trustedRoot.ifPresent(file ->
                words.addAll(List.of("--trusted-root", file.toAbsolutePath().toString())));
    }

    private void checkVersion(int version) {
        if (version == 2 && (signingConfig.isPresent() || trustedRoot.isPresent())) {
            throw new InputException(
                    "--signing-config and --trusted-root are for cosign 3, and this is version 2: it takes"
                            + " --fulcio-url and --rekor-url, and what it trusts from the environment: SIGSTORE_ROOT_FILE,"
                            + " SIGSTORE_REKOR_PUBLIC_KEY, SIGSTORE_CT_LOG_PUBLIC_KEY_FILE");
        }
    }

    /** Variables of the environment that cosign gets: beginnings of their names. */
    List<String> variables(boolean signing) {
        List<String> names = new ArrayList<>(
                List.of("SIGSTORE_CT_LOG_", "SIGSTORE_ROOT_", "SIGSTORE_REKOR_", "SIGSTORE_TSA_", "TUF_"));
        if (signing && identityToken.isEmpty()) {
            // What cosign finds an identity by: pkg/providers.
            names.addAll(List.of(
                    "SIGSTORE_ID_TOKEN",
                    "ACTIONS_ID_TOKEN_REQUEST_",
                    "SPIFFE_ENDPOINT_SOCKET",
                    "BUILDKITE_",
                    "GOOGLE_",
                    "GCE_METADATA_",
                    "CLOUDSDK_"));
        }
        return names;
    }
}
