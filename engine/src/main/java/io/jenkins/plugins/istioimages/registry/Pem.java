package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from PEM files (RFC 7468). */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");
    /** version 0 and the algorithm identifier rsaEncryption with its NULL parameter (RFC 8017, A.1). */
    private static final byte[] RSA_PREFIX = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private Pem() {}

    /** All certificates of a file, in their order; at least one. */
    static List<Certificate> certificates(Path file) {
        return certificates(read(file), file.toString());
    }

    /** All certificates of a text, in their order; at least one. */
    static List<Certificate> certificates(String text) {
        return certificates(text.getBytes(StandardCharsets.UTF_8), "the text of the authorities");
    }

    private static List<Certificate> certificates(byte[] content, String what) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<Certificate> found = new ArrayList<>(factory.generateCertificates(new ByteArrayInputStream(content)));
            if (found.isEmpty()) {
                throw new InputException(what + " contains no certificate; expected PEM");
            }
            return found;
        } catch (CertificateException e) {
            throw new InputException(what + " contains no readable certificate; expected PEM: " + e.getMessage(), e);
        }
    }

    /** The first private key of a file. */
    static PrivateKey privateKey(Path file) {
        Matcher matcher = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!matcher.find()) {
            throw new InputException(file + " contains no private key; expected PEM, PKCS#8, not encrypted");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(matcher.group(2).strip());
        } catch (IllegalArgumentException e) {
            throw new InputException(file + " contains a private key that is not Base64", e);
        }
        return switch (matcher.group(1)) {
            case "" -> key(file, der);
            case "RSA " -> key(file, pkcs8(der));
            default ->
                throw new InputException(file + " contains a key of the form '"
                        + matcher.group(1).strip() + "'; convert it with: openssl pkcs8 -topk8 -nocrypt");
        };
    }

    private static PrivateKey key(Path file, byte[] pkcs8) {
        // The form does not say the algorithm outside: one of them fits.
        GeneralSecurityException last = null;
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new InputException(file + " contains a private key that is neither RSA, EC nor Ed25519", last);
    }

    private static byte[] pkcs8(byte[] rsa) {
        byte[] octets = der((byte) 4, rsa);
        byte[] content = new byte[RSA_PREFIX.length + octets.length];
        System.arraycopy(RSA_PREFIX, 0, content, 0, RSA_PREFIX.length);
        System.arraycopy(octets, 0, content, RSA_PREFIX.length, octets.length);
        return der((byte) 0x30, content);
    }

    private static byte[] der(byte tag, byte[] content) {
        int length = content.length;
        byte[] header = length < 0x80
                ? new byte[] {tag, (byte) length}
                : length < 0x100
                        ? new byte[] {tag, (byte) 0x81, (byte) length}
                        : new byte[] {tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        byte[] result = new byte[header.length + length];
        System.arraycopy(header, 0, result, 0, header.length);
        System.arraycopy(content, 0, result, header.length, length);
        return result;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
