package io.jenkins.plugins.istioimages.registry;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Says what it means that no answer came, and whether another try may help. */
final class WireFaults {
    /** Alerts (RFC 8446, 6.2) by which a server refuses the client's certificate, or the lack of one. */
    private static final Pattern REFUSED = Pattern.compile(
            "alert: (bad_certificate|certificate_\\w+|unknown_ca|unsupported_certificate|access_denied)");

    private WireFaults() {}

    static WireException translated(Origin origin, Throwable error) {
        if (has(error, UnresolvedAddressException.class) || has(error, UnknownHostException.class)) {
            return WireException.lasting("the host " + origin.host() + " is not known", error);
        }
        if (has(error, HttpConnectTimeoutException.class) || has(error, ConnectException.class)) {
            return WireException.passing(origin + " cannot be reached: " + reason(error), error);
        }
        if (has(error, SSLException.class)) {
            return tls(origin, error);
        }
        if (error instanceof IOException) {
            return WireException.passing("the connection to " + origin.authority() + " broke: " + reason(error), error);
        }
        return WireException.lasting("the request to " + origin.authority() + " failed: " + reason(error), error);
    }

    private static WireException tls(Origin origin, Throwable error) {
        String nobody = "no trusted TLS connection to " + origin.authority() + ": ";
        RefusedCertificateException refused = find(error, RefusedCertificateException.class);
        if (refused != null) {
            return WireException.distrust(nobody + refused.getMessage(), error);
        }
        String reason = reason(error);
        Matcher alert = REFUSED.matcher(reason);
        if (alert.find()) {
            return WireException.distrust(
                    nobody + "it wants a client certificate that it trusts, and refuses ours or the lack of one ("
                            + alert.group(1) + "); name one (client.cert and client.key in the host's directory of"
                            + " --certs-dir)",
                    error);
        }
        if (reason.contains("unrecognized SSL message")) {
            return WireException.distrust(
                    nobody + "it does not speak TLS; if plain HTTP is good enough, name the host with --plain-http",
                    error);
        }
        boolean broke = has(error, EOFException.class) || has(error, SocketException.class);
        if (has(error, SSLHandshakeException.class) && !broke) {
            return WireException.distrust(nobody + reason, error);
        }
        return WireException.passing("the TLS connection to " + origin.authority() + " broke: " + reason, error);
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        return find(error, type) != null;
    }

    private static <T extends Throwable> T find(Throwable error, Class<T> type) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return type.cast(e);
            }
        }
        return null;
    }

    private static String reason(Throwable error) {
        String text = error.getMessage();
        return Text.line(text == null ? error.getClass().getSimpleName() : text, 200);
    }
}
