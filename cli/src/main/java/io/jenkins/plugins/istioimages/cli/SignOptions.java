package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.sign.KeyPassword;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key that a release is signed with: mixed into verbs that publish. */
final class SignOptions {
    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description =
                    "sign each image, its index and every platform, before anything is tagged: a private key in PEM,"
                            + " PKCS#8 or as cosign writes it (ECDSA P-256, Ed25519)")
    private Path key;

    @Option(
            names = "--sign-password-file",
            paramLabel = "FILE",
            description = "holds the password of an encrypted key; else the environment variable COSIGN_PASSWORD")
    private Path passwordFile;

    /** The key, ready to sign; nothing where none was asked for. */
    Optional<SigningKey> key(Map<String, String> environment) {
        if (key == null) {
            if (passwordFile != null) {
                throw new InputException("--sign-password-file is for the key of --sign, and there is none");
            }
            return Optional.empty();
        }
        KeyPassword password =
                passwordFile == null ? KeyPassword.ofEnvironment(environment) : KeyPassword.ofFile(passwordFile);
        return Optional.of(SigningKey.read(key, password));
    }
}
