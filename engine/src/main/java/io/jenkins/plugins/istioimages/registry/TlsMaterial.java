package io.jenkins.plugins.istioimages.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a TLS connection needs beyond what the Java runtime trusts.
 *
 * @param authorities PEM files with certificates of authorities to trust as well
 * @param authorityTexts the same as texts, for who has them in no file
 * @param identity what to show to a server that asks for a client certificate
 */
public record TlsMaterial(List<Path> authorities, List<String> authorityTexts, Optional<Identity> identity) {
    /** Nothing beyond the runtime's own trust. */
    public static final TlsMaterial NONE = new TlsMaterial(List.of(), Optional.empty());

    public TlsMaterial {
        authorities = List.copyOf(authorities);
        authorityTexts = List.copyOf(authorityTexts);
    }

    /** All of it in files. */
    public TlsMaterial(List<Path> authorities, Optional<Identity> identity) {
        this(authorities, List.of(), identity);
    }

    /** Trusts a private authority. */
    public static TlsMaterial trusting(Path authority) {
        return new TlsMaterial(List.of(authority), Optional.empty());
    }

    /**
     * Trusts a private authority whose certificate is in no file.
     *
     * @param pem one certificate or several
     * @throws io.jenkins.plugins.istioimages.errors.InputException if it is no certificate
     */
    public static TlsMaterial trustingText(String pem) {
        Pem.certificates(pem);
        return new TlsMaterial(List.of(), List.of(pem), Optional.empty());
    }

    /** The same, trusting another's authorities as well. */
    TlsMaterial alsoTrusting(TlsMaterial other) {
        List<Path> all = new ArrayList<>(authorities);
        all.addAll(other.authorities);
        List<String> texts = new ArrayList<>(authorityTexts);
        texts.addAll(other.authorityTexts);
        return new TlsMaterial(all, texts, identity);
    }

    /** The same with a client certificate. */
    public TlsMaterial withIdentity(Path certificate, Path key) {
        return new TlsMaterial(authorities, authorityTexts, Optional.of(new Identity(certificate, key)));
    }

    /**
     * A client certificate.
     *
     * @param certificate PEM file, the client's certificate first, then those that lead to its authority
     * @param key PEM file with the private key, PKCS#8 or PKCS#1, not encrypted
     */
    public record Identity(Path certificate, Path key) {}
}
