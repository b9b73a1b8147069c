package io.jenkins.plugins.istioimages.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What a host's name tells about where it is. Names are never looked up: what a name means may change in between. */
final class Hosts {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private Hosts() {}

    /** Whether it is this machine: {@code localhost}, 127.0.0.0/8 or ::1. */
    static boolean isLoopback(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        InetAddress address = literal(host);
        return address != null && address.isLoopbackAddress();
    }

    /** Whether it is an address literal of this machine, this link or a private network: out of reach of a stranger. */
    static boolean isInternal(String host) {
        if (isLoopback(host)) {
            return true;
        }
        InetAddress address = literal(host);
        return address != null
                && (address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc));
    }

    private static InetAddress literal(String host) {
        if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
