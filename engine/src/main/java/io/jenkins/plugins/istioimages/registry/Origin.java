package io.jenkins.plugins.istioimages.registry;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of an address (RFC 6454): the border no credential crosses.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case
 * @param port never defaulted
 */
record Origin(String scheme, String host, int port) {
    /** The origin of an absolute http or https address with a host. */
    static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** Whether an address has an origin at all: absolute, http or https, a host, no user information. */
    static boolean isUsable(URI uri) {
        String scheme = uri.getScheme();
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme));
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** {@code host:port}. */
    String authority() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        boolean usual = port == (isSecure() ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
