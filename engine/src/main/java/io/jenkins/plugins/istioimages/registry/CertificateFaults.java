package io.jenkins.plugins.istioimages.registry;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a server's certificate, and what would be right. */
final class CertificateFaults {
    private static final int SHOWN = 200;

    private CertificateFaults() {}

    /**
     * Explains a refusal.
     *
     * @param chain what the server showed, its own certificate first
     */
    static RefusedCertificateException explained(X509Certificate[] chain, CertificateException refusal) {
        return new RefusedCertificateException(words(chain, refusal), refusal);
    }

    private static String words(X509Certificate[] chain, CertificateException refusal) {
        X509Certificate own = chain[0];
        if (has(refusal, CertificateExpiredException.class)) {
            return "its certificate, or one it depends on, has expired (its own was good until "
                    + own.getNotAfter().toInstant() + "); it needs a new one";
        }
        if (has(refusal, CertificateNotYetValidException.class)) {
            return "its certificate begins to be good at " + own.getNotBefore().toInstant()
                    + ": that, or the clock of this machine, is wrong";
        }
        if (isAboutName(refusal)) {
            return "its certificate is for " + names(own)
                    + "; use one of these names, or have this host added to the certificate";
        }
        X509Certificate last = chain[chain.length - 1];
        String authority = Text.line(last.getIssuerX500Principal().getName(), SHOWN);
        String self = last.getSubjectX500Principal().equals(last.getIssuerX500Principal()) ? " (signed by itself)" : "";
        return "its certificate for " + Text.line(own.getSubjectX500Principal().getName(), SHOWN) + " comes from '"
                + authority + "'" + self + ", which is not trusted here; if it should be, name a PEM file with the"
                + " certificate of that authority (--ca-file FILE, or ca.crt in the host's directory of --certs-dir)";
    }

    /** The runtime tells a wrong name by its words alone. */
    private static boolean isAboutName(CertificateException refusal) {
        for (Throwable e = refusal; e != null; e = e.getCause()) {
            String text = String.valueOf(e.getMessage());
            if (text.contains("subject alternative") || text.contains("No name matching")) {
                return true;
            }
        }
        return false;
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null && !all.isEmpty()) {
                return Text.line(
                        all.stream()
                                .map(name -> "'" + name.get(1) + "'")
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        SHOWN);
            }
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
        return "'" + Text.line(certificate.getSubjectX500Principal().getName(), SHOWN) + "'";
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return true;
            }
        }
        return false;
    }
}
