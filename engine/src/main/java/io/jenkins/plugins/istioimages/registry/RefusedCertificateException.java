package io.jenkins.plugins.istioimages.registry;

import java.security.cert.CertificateException;

/** A server's certificate that is not trusted, with a message for the user. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    RefusedCertificateException(String message, CertificateException cause) {
        super(message, cause);
    }
}
