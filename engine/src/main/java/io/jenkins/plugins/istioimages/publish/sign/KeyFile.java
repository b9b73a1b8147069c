package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.EncodedKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** What private and public keys in files have in common: how they are read and what is wrong with them. */
final class KeyFile {
    /** No key that is of use here is larger. */
    private static final long LARGEST = 64 * 1024;

    /** Kinds that are told by name when they are refused. */
    private static final List<String> OTHERS = List.of("RSA", "Ed448", "DSA", "X25519");

    private KeyFile() {}

    static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException(file + " is no key: it has " + Files.size(file) + " bytes");
            }
            // Not UTF-8: what is no text at all should be said to hold no key.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputException("cannot read the key " + file + ": " + e.getMessage(), e);
        }
    }

    static InputException wrongCurve(String what) {
        return new InputException(
                what + " holds an EC key over another curve than P-256; expected ECDSA P-256 or Ed25519");
    }

    /** The error for a key that is none of {@link KeyKind}. */
    static InputException wrongKind(String what, EncodedKeySpec spec) {
        String kind = OTHERS.stream()
                .filter(name -> is(name, spec))
                .findFirst()
                .map(name -> "an " + name + " key")
                .orElse("a key of an unknown kind, or a damaged one");
        return new InputException(what + " holds " + kind + "; expected ECDSA P-256 or Ed25519");
    }

    private static boolean is(String algorithm, EncodedKeySpec spec) {
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm);
            return (spec instanceof PKCS8EncodedKeySpec ? factory.generatePrivate(spec) : factory.generatePublic(spec))
                    != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
