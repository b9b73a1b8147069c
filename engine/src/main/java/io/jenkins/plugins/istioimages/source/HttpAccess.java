package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/**
 * One use of a git server over HTTP. Credentials go to the repository's own scheme, host and port only: JGit forgets
 * them on a redirect to another host name but not to another port, so the header is stopped here, at the connection.
 */
final class HttpAccess extends JDKHttpConnectionFactory {
    private final URIish own;
    private final Optional<UserPassword> credentials;
    private volatile int lastStatus;

    HttpAccess(URIish own, Optional<UserPassword> credentials) {
        this.own = own;
        this.credentials = credentials;
    }

    void configure(TransportHttp transport) {
        transport.setHttpConnectionFactory(this);
        transport.setCredentialsProvider(new Answers());
    }

    /** The last status any server answered with; 0 before the first. */
    int lastStatus() {
        return lastStatus;
    }

    boolean hasCredentials() {
        return credentials.isPresent();
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Guarded(url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Guarded(url, proxy);
    }

    private boolean isOwn(String scheme, String host, int port) {
        return scheme.equalsIgnoreCase(own.getScheme())
                && host.equalsIgnoreCase(own.getHost())
                && port(scheme, port) == port(own.getScheme(), own.getPort());
    }

    private static int port(String scheme, int port) {
        return port > 0 ? port : scheme.toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }

    private final class Guarded extends JDKHttpConnection {
        private final boolean trusted;

        Guarded(URL url) throws IOException {
            super(url);
            this.trusted = isOwn(url.getProtocol(), url.getHost(), url.getPort());
        }

        Guarded(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
            this.trusted = isOwn(url.getProtocol(), url.getHost(), url.getPort());
        }

        @Override
        public void setRequestProperty(String key, String value) {
            if (trusted || !"Authorization".equalsIgnoreCase(key)) {
                super.setRequestProperty(key, value);
            }
        }

        @Override
        public int getResponseCode() throws IOException {
            lastStatus = super.getResponseCode();
            return lastStatus;
        }
    }

    /** Says it once: what a server refused, it refuses again. */
    private final class Answers extends CredentialsProvider {
        private boolean refused;

        @Override
        public void reset(URIish uri) {
            refused = true;
        }

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            return Arrays.stream(items)
                    .allMatch(
                            item -> item instanceof CredentialItem.Username || item instanceof CredentialItem.Password);
        }

        @Override
        public boolean get(URIish uri, CredentialItem... items) {
            if (refused || credentials.isEmpty() || !isOwn(uri.getScheme(), uri.getHost(), uri.getPort())) {
                return false;
            }
            for (CredentialItem item : items) {
                if (item instanceof CredentialItem.Username user) {
                    user.setValue(credentials.get().user());
                } else if (item instanceof CredentialItem.Password password) {
                    password.setValue(credentials.get().password().toCharArray());
                } else {
                    return false;
                }
            }
            return true;
        }
    }
}
