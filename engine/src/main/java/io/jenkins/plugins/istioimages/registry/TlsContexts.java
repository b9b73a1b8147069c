package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Makes TLS contexts that trust what the runtime trusts, and a little more. */
final class TlsContexts {
    private static final char[] NO_PASSWORD = {};

    private TlsContexts() {}

    /** Made when it is first asked for: reading all authorities of the runtime takes a while. */
    private static final class Plain {
        private static final SSLContext CONTEXT = create(TlsMaterial.NONE);
    }

    /**
     * A context.
     *
     * @throws InputException if certificates or keys cannot be read or used
     */
    static SSLContext of(TlsMaterial material) {
        return material.equals(TlsMaterial.NONE) ? Plain.CONTEXT : create(material);
    }

    /** A context in which no server is trusted. */
    static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no TLS", e);
        }
    }

    private static SSLContext create(TlsMaterial material) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(material), trustManagers(material), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException("the TLS certificates or keys cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Everybody who is trusted with a material, the runtime's authorities first.
     *
     * @throws InputException if a certificate cannot be read
     */
    static List<Certificate> trusted(TlsMaterial material) {
        try {
            KeyStore anchors = anchors(material);
            List<Certificate> all = new ArrayList<>();
            for (String alias : Collections.list(anchors.aliases())) {
                all.add(anchors.getCertificate(alias));
            }
            return all;
        } catch (GeneralSecurityException | IOException e) {
            throw new InputException("the authorities that are trusted cannot be read: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trustManagers(TlsMaterial material) throws GeneralSecurityException, IOException {
        return explaining(managers(trustsMore(material) ? anchors(material) : null));
    }

    static boolean trustsMore(TlsMaterial material) {
        return !material.authorities().isEmpty() || !material.authorityTexts().isEmpty();
    }

    private static TrustManager[] explaining(TrustManager... judges) {
        return Arrays.stream(judges)
                .map(judge -> judge instanceof X509ExtendedTrustManager known ? new ExplainingTrust(known) : judge)
                .toArray(TrustManager[]::new);
    }

    private static KeyStore anchors(TlsMaterial material) throws GeneralSecurityException, IOException {
        KeyStore anchors = emptyStore();
        int count = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager known) {
                for (X509Certificate issuer : known.getAcceptedIssuers()) {
                    anchors.setCertificateEntry("runtime-" + count++, issuer);
                }
            }
        }
        for (Certificate certificate : given(material)) {
            anchors.setCertificateEntry("given-" + count++, certificate);
        }
        return anchors;
    }

    private static List<Certificate> given(TlsMaterial material) {
        return Stream.concat(
                        material.authorities().stream().map(Pem::certificates),
                        material.authorityTexts().stream().map(Pem::certificates))
                .flatMap(List::stream)
                .toList();
    }

    private static TrustManager[] managers(KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(TlsMaterial material) throws GeneralSecurityException, IOException {
        if (material.identity().isEmpty()) {
            return null;
        }
        TlsMaterial.Identity identity = material.identity().get();
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                Pem.privateKey(identity.key()),
                NO_PASSWORD,
                Pem.certificates(identity.certificate()).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
