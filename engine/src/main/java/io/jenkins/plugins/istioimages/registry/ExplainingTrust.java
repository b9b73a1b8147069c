package io.jenkins.plugins.istioimages.registry;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts exactly whom another trusts. Where that one refuses, it says why in words a user can act on: the runtime's own
 * ("PKIX path building failed") name neither the certificate nor its authority.
 */
final class ExplainingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;

    ExplainingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            judge.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw CertificateFaults.explained(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        try {
            judge.checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            throw CertificateFaults.explained(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        try {
            judge.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
            throw CertificateFaults.explained(chain, e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
